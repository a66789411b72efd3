using System.Text;
using System.Text.Json;

namespace DepGraph.Ingestion.Follow;

/// <summary>Texts of a document that may contain anything.</summary>
internal static class JsonText
{
    /// <summary>The string that the reader stands on; null when its escapes are no text.</summary>
    public static string? Read(ref Utf8JsonReader json)
    {
        try
        {
            return json.GetString();
        }
        catch (InvalidOperationException)
        {
            // Half a surrogate pair: nobody's name, and nobody's sequence.
            return null;
        }
    }

    /// <summary>The number that the reader stands on, as it is written.</summary>
    public static string Raw(ref Utf8JsonReader json) => Encoding.ASCII.GetString(json.ValueSpan);
}

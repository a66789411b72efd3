using System.Text;

namespace DepGraph.Ingestion.Registry;

/// <summary>Reads single headers as they were sent, without parsing the others.</summary>
internal static class ResponseHeader
{
    private const int MaxLength = 1024;

    /// <summary>
    /// A header's value; null when it is absent, empty, too long to be worth keeping, or not ASCII: such a validator could not be
    /// sent back.
    /// </summary>
    public static string? Find(HttpResponseMessage response, string name)
    {
        var found =
            response.Headers.NonValidated.TryGetValues(name, out var values)
            || response.Content.Headers.NonValidated.TryGetValues(name, out values);
        if (!found)
        {
            return null;
        }

        var value = values.ToString().Trim();
        return value.Length is > 0 and <= MaxLength && Ascii.IsValid(value) ? value : null;
    }
}

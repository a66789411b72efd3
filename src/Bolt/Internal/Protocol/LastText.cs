using System.Text;
using DepGraph.Bolt.PackStream;

namespace DepGraph.Bolt.Internal.Protocol;

/// <summary>Reads a text that is the same most of the time, a bookmark or the name of a database, without making it anew.</summary>
internal sealed class LastText
{
    private byte[] utf8 = [];
    private string text = "";

    /// <summary>Reads a string, or null where that is.</summary>
    public string? Read(ref PackStreamReader reader)
    {
        if (reader.TryReadNull())
        {
            return null;
        }

        var ahead = reader;
        if (!ahead.ReadUtf8().SequenceEqual(utf8))
        {
            text = reader.ReadString();
            utf8 = Encoding.UTF8.GetBytes(text);
            return text;
        }

        reader = ahead;
        return text;
    }
}

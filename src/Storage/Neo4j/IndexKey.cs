using System.Text;

namespace DepGraph.Storage.Neo4j;

/// <summary>
/// Texts that an index holds. Neo4j refuses the transaction of a longer key than about 8,000 bytes; no name or version that anybody
/// published comes near, but a document may hold any text.
/// </summary>
internal static class IndexKey
{
    /// <summary>Bytes of UTF-8; two such keys fit into one index entry.</summary>
    public const int MaxLength = 3500;

    public static bool Fits(string text) =>
        text.Length <= MaxLength && (text.Length * 3 <= MaxLength || Encoding.UTF8.GetByteCount(text) <= MaxLength);

    /// <exception cref="ArgumentException">The text is too long.</exception>
    public static void Check(string text, string what)
    {
        if (!Fits(text))
            throw new ArgumentException(
                $"{what} is longer than the {MaxLength} bytes that Neo4j can look up: {text[..60]}…"
            );
    }
}

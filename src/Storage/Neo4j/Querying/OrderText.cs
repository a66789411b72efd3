using System.Text;

namespace DepGraph.Storage.Neo4j.Querying;

/// <summary>
/// Texts whose order in Neo4j is the order of the original ones by code point. Neo4j itself compares some strings by code point and some by
/// UTF-16 code unit, depending on where they come from, which differ from U+D800 on. So every code point from U+D7FF on is written as
/// U+D7FF and two digits of base 4096; all that anybody writes in a spec or an id stays as it is.
/// </summary>
internal static class OrderText
{
    private const int Escape = 0xD7FF;
    private const int Base = 0x1000;

    public static string Of(string text)
    {
        if (!text.AsSpan().ContainsAnyInRange((char)Escape, char.MaxValue))
            return text;
        var written = new StringBuilder(text.Length + 16);
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.Value < Escape)
                written.Append((char)rune.Value);
            else
            {
                var distance = rune.Value - Escape;
                written.Append((char)Escape).Append((char)(distance / Base)).Append((char)(distance % Base));
            }
        }
        return written.ToString();
    }
}

using System.Text;

namespace DepGraph.GraphQL.Language;

/// <summary>The white-space rules of block strings. https://spec.graphql.org/September2025/#BlockStringValue()</summary>
internal static class BlockString
{
    /// <summary>Takes off the common indentation (the first line's does not count) and blank lines at both ends.</summary>
    public static string Dedent(string raw)
    {
        var lines = SplitLines(raw);
        var common = int.MaxValue;
        var first = -1;
        var last = -1;
        for (var i = 0; i < lines.Count; i++)
        {
            var indent = Indentation(lines[i].Span);
            if (indent == lines[i].Length)
            {
                continue;
            }

            first = first < 0 ? i : first;
            last = i;
            if (i > 0 && indent < common)
            {
                common = indent;
            }
        }

        if (first < 0)
        {
            return "";
        }

        var value = new StringBuilder(raw.Length);
        for (var i = first; i <= last; i++)
        {
            var line = lines[i].Span;
            value.Append(i == 0 ? line : line[Math.Min(common, line.Length)..]);
            if (i < last)
            {
                value.Append('\n');
            }
        }

        return value.ToString();
    }

    /// <summary>
    /// True when a block string can say exactly this: no carriage return, no blank line at either end, and no indentation that
    /// reading would take for the common one.
    /// </summary>
    public static bool CanPrint(string value) =>
        value.StartsWith(' ') || value.StartsWith('\t') ? Dedent(value) == value : Dedent("\n" + value) == value;

    private static List<ReadOnlyMemory<char>> SplitLines(string raw)
    {
        var lines = new List<ReadOnlyMemory<char>>();
        var rest = raw.AsMemory();
        while (true)
        {
            var end = rest.Span.IndexOfAny('\n', '\r');
            if (end < 0)
            {
                lines.Add(rest);
                return lines;
            }

            lines.Add(rest[..end]);
            var isPair = rest.Span[end] == '\r' && end + 1 < rest.Length && rest.Span[end + 1] == '\n';
            rest = rest[(end + (isPair ? 2 : 1))..];
        }
    }

    private static int Indentation(ReadOnlySpan<char> line)
    {
        var content = line.IndexOfAnyExcept(' ', '\t');
        return content < 0 ? line.Length : content;
    }
}

using DepGraph.Testing;

namespace DepGraph.EndToEnd.Cypher;

/// <summary>Reads of Markdown what our own pages use: headings, fenced code, tables, prose.</summary>
internal static class MarkdownPage
{
    private const string Fence = "```";
    private const string EscapedPipe = @"\|";

    /// <param name="path">From the repository's root.</param>
    public static IReadOnlyList<PageElement> Read(string path)
    {
        var elements = new List<PageElement>();
        using var lines = File.ReadLines(Repository.File(path)).GetEnumerator();
        for (var more = lines.MoveNext(); more; )
        {
            if (lines.Current.StartsWith('#'))
            {
                elements.Add(new Heading(lines.Current.TrimStart('#').Trim()));
                more = lines.MoveNext();
            }
            else if (lines.Current.StartsWith(Fence, StringComparison.Ordinal))
            {
                elements.Add(ReadBlock(lines));
                more = lines.MoveNext();
            }
            else if (lines.Current.StartsWith('|'))
            {
                more = ReadTable(lines, elements);
            }
            else
            {
                elements.Add(new Prose(lines.Current));
                more = lines.MoveNext();
            }
        }

        return elements;
    }

    private static CodeBlock ReadBlock(IEnumerator<string> lines)
    {
        var language = lines.Current[Fence.Length..];
        var text = new List<string>();
        while (lines.MoveNext() && lines.Current != Fence)
        {
            text.Add(lines.Current);
        }

        return new CodeBlock(language, string.Join('\n', text));
    }

    /// <summary>Says whether there is a line behind it.</summary>
    private static bool ReadTable(IEnumerator<string> lines, List<PageElement> elements)
    {
        var rows = new List<string[]>();
        bool more;
        do
        {
            rows.Add(ReadRow(lines.Current));
            more = lines.MoveNext();
        } while (more && lines.Current.StartsWith('|'));

        // The second row is the rule below the header.
        elements.Add(new Table(rows[0], [.. rows.Skip(2)]));
        return more;
    }

    private static string[] ReadRow(string line) =>
        [
            .. line.Trim()[1..^1]
                .Replace(EscapedPipe, "\0", StringComparison.Ordinal)
                .Split('|')
                .Select(cell => WithoutCodeMarks(cell.Replace('\0', '|').Trim())),
        ];

    private static string WithoutCodeMarks(string cell) =>
        cell is ['`', .. var code, '`'] && !code.Contains('`', StringComparison.Ordinal) ? code : cell;
}

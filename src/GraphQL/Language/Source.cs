namespace DepGraph.GraphQL.Language;

/// <summary>A place in a document: line and column count from 1, columns in UTF-16 code units.</summary>
public readonly record struct SourceLocation(int Line, int Column);

/// <summary>The text of a document. Lines end at LF, CR or CRLF; a byte order mark takes a column.</summary>
public sealed class Source(string body, string name = "GraphQL request")
{
    private int[]? _lineStarts;

    public string Body { get; } = body;

    public string Name { get; } = name;

    /// <summary>Line and column of a character offset. The first call scans the text; errors need this, hot paths do not.</summary>
    public SourceLocation GetLocation(int offset)
    {
        var starts = _lineStarts ??= FindLineStarts();
        var found = Array.BinarySearch(starts, offset);
        var line = found >= 0 ? found : ~found - 1;
        return new SourceLocation(line + 1, offset - starts[line] + 1);
    }

    private int[] FindLineStarts()
    {
        var starts = new List<int> { 0 };
        for (var i = 0; i < Body.Length; i++)
        {
            if (Body[i] == '\n' || (Body[i] == '\r' && (i + 1 >= Body.Length || Body[i + 1] != '\n')))
            {
                starts.Add(i + 1);
            }
        }

        return starts.ToArray();
    }
}

namespace DepGraph.GraphQL.Language;

/// <summary>A place in a document: line and column count from 1, columns in UTF-16 code units.</summary>
public readonly record struct SourceLocation(int Line, int Column);

/// <summary>The text of a document. Lines end at LF, CR or CRLF; a byte order mark takes a column.</summary>
public sealed class Source(string body, string name = "GraphQL request")
{
    public string Body { get; } = body;

    public string Name { get; } = name;

    /// <summary>Line and column of a character offset, found by scanning: meant for errors, not for hot paths.</summary>
    public SourceLocation GetLocation(int offset)
    {
        var line = 1;
        var lineStart = 0;
        var end = Math.Min(offset, Body.Length);
        for (var i = 0; i < end; i++)
        {
            if (Body[i] == '\n' || (Body[i] == '\r' && (i + 1 >= Body.Length || Body[i + 1] != '\n')))
            {
                line++;
                lineStart = i + 1;
            }
        }

        return new SourceLocation(line, offset - lineStart + 1);
    }
}

namespace DepGraph.GraphQL.Language;

/// <summary>
/// A lexical token: <c>Start</c> (inclusive) and <c>End</c> (exclusive) are character offsets. <c>Text</c> is the meaning of a
/// string token and null for every other kind, whose text is cut from the source only when it is needed.
/// </summary>
internal readonly record struct Token(TokenKind Kind, int Start, int End, string? Text = null)
{
    private const int LongestQuote = 60;

    /// <summary>How an error message names this token; long ones are cut.</summary>
    public string Describe(Source source)
    {
        if (Kind < TokenKind.Name)
        {
            return Kind.Describe();
        }

        var text = Text ?? source.Body[Start..End];
        return text.Length > LongestQuote
            ? $"{Kind.Describe()} \"{text.AsSpan(0, LongestQuote)}…\""
            : $"{Kind.Describe()} \"{text}\"";
    }
}

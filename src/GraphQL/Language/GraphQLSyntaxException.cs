namespace DepGraph.GraphQL.Language;

/// <summary>A document that is no GraphQL: thrown by the lexer and the parser at the first fault.</summary>
public sealed class GraphQLSyntaxException(Source source, int offset, string message)
    : Exception($"Syntax Error: {message}")
{
    /// <summary>Where the fault is, as a character offset into the document.</summary>
    public int Offset { get; } = offset;

    /// <summary>Where the fault is, as line and column.</summary>
    public SourceLocation Location { get; } = source.GetLocation(offset);
}

namespace DepGraph.GraphQL.Language;

/// <summary>What the parser is willing to read.</summary>
public sealed record ParserOptions
{
    /// <summary>For documents of strangers.</summary>
    public static ParserOptions Default { get; } = new();

    /// <summary>For one's own SDL, however long.</summary>
    public static ParserOptions Trusted { get; } = new() { MaxTokens = int.MaxValue };

    /// <summary>Most tokens in a document; comments and punctuation that is ignored do not count. Default 10,000.</summary>
    public int MaxTokens { get; init; } = 10_000;

    /// <summary>
    /// Most levels of nesting, of selection sets, lists, input objects and list types together. Everything that walks a syntax
    /// tree recurses, so this is what keeps a document from exhausting the stack. Default 500.
    /// </summary>
    public int MaxDepth { get; init; } = 500;
}

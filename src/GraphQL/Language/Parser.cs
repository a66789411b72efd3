namespace DepGraph.GraphQL.Language;

/// <summary>Reads documents of the GraphQL language, edition of September 2025.</summary>
public static class Parser
{
    /// <summary>Reads a whole document, executable or of the type system.</summary>
    /// <exception cref="GraphQLSyntaxException">The text is no document, or it exceeds <paramref name="options"/>.</exception>
    public static DocumentNode Parse(Source source, ParserOptions? options = null) =>
        new DocumentParser(source, options ?? ParserOptions.Default).ParseDocument();

    /// <summary>Reads a whole document from a text.</summary>
    /// <exception cref="GraphQLSyntaxException">The text is no document, or it exceeds <paramref name="options"/>.</exception>
    public static DocumentNode Parse(string text, ParserOptions? options = null) => Parse(new Source(text), options);

    /// <summary>Reads one value, such as <c>[1, {a: "b"}]</c>; variables are allowed in it.</summary>
    /// <exception cref="GraphQLSyntaxException">The text is no value, or more than one.</exception>
    public static ValueNode ParseValue(string text, ParserOptions? options = null) =>
        new DocumentParser(new Source(text), options ?? ParserOptions.Default).ParseSingleValue();

    /// <summary>Reads one type reference, such as <c>[Int!]!</c>.</summary>
    /// <exception cref="GraphQLSyntaxException">The text is no type reference, or more than one.</exception>
    public static TypeNode ParseType(string text, ParserOptions? options = null) =>
        new DocumentParser(new Source(text), options ?? ParserOptions.Default).ParseSingleType();
}

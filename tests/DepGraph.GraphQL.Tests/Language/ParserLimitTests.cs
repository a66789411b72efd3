using DepGraph.GraphQL.Language;

namespace DepGraph.GraphQL.Tests.Language;

public sealed class ParserLimitTests
{
    private const int Levels = 10_000;

    public static TheoryData<string, string> DeepDocuments =>
        new()
        {
            { "selections", Repeat("{a ", Levels) + Repeat("}", Levels) },
            { "inline fragments", "{" + Repeat("...{", Levels) + "a" + Repeat("}", Levels) + "}" },
            { "lists", "{ a(b: " + Repeat("[", Levels) + Repeat("]", Levels) + ") }" },
            { "input objects", "{ a(b: " + Repeat("{a:", Levels) + "1" + Repeat("}", Levels) + ") }" },
            { "list types", "query($a: " + Repeat("[", Levels) + "Int" + Repeat("]", Levels) + ") { a }" },
            { "open braces", Repeat("{a", Levels) },
            { "open lists", "{ a(b: " + Repeat("[", Levels) },
        };

    [Theory]
    [MemberData(nameof(DeepDocuments))]
    public void Ten_thousand_levels_are_an_error_and_no_stack_overflow(string what, string text)
    {
        var options = new ParserOptions { MaxTokens = int.MaxValue };
        var error = Should.Throw<GraphQLSyntaxException>(() => Parser.Parse(text, options), what);
        error.Message.ShouldContain("nested more than 500 levels deep");
    }

    [Fact]
    public void Nesting_up_to_the_limit_is_read()
    {
        var options = new ParserOptions { MaxDepth = 3 };
        Parser.Parse("{ a(b: [[1]]) { c { d } } }", options).Definitions.ShouldHaveSingleItem();
        Should.Throw<GraphQLSyntaxException>(() => Parser.Parse("{ a { c { d { e } } } }", options));
    }

    [Fact]
    public void Tokens_are_counted_without_comments_and_commas()
    {
        var options = new ParserOptions { MaxTokens = 4 };
        Parser.Parse("{ a, b # c d e f\n }", options).Definitions.ShouldHaveSingleItem();
        var error = Should.Throw<GraphQLSyntaxException>(() => Parser.Parse("{ a b c }", options));
        error.Message.ShouldBe("Syntax Error: Document contains more than 4 tokens. Parsing aborted.");
        error.Location.ShouldBe(new SourceLocation(1, 9));
    }

    [Fact]
    public void The_default_limit_is_ten_thousand_tokens() =>
        Should
            .Throw<GraphQLSyntaxException>(() => Parser.Parse("{" + Repeat("a ", Levels) + "}"))
            .Message.ShouldContain("more than 10000 tokens");

    private static string Repeat(string text, int count) => string.Concat(Enumerable.Repeat(text, count));
}

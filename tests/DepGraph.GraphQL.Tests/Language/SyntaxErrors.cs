using DepGraph.GraphQL.Language;

namespace DepGraph.GraphQL.Tests.Language;

internal static class SyntaxErrors
{
    /// <summary>Parsing fails with this message at the one marked place.</summary>
    public static void ShouldFail(string marked, string message, Func<string, object>? parse = null)
    {
        var document = new Marked(marked);
        var error = Should.Throw<GraphQLSyntaxException>(() => (parse ?? (text => Parser.Parse(text)))(document.Text));
        error.Message.ShouldBe($"Syntax Error: {message}");
        error.Location.ShouldBe(document.Places.ShouldHaveSingleItem());
    }
}

using System.Text;
using DepGraph.GraphQL.Requests;
using DepGraph.GraphQL.Tests.Execution;

namespace DepGraph.GraphQL.Tests.Documents;

/// <summary>An engine with one field, asked by the bodies that clients post.</summary>
internal static class Echo
{
    public static GraphQLEngine Engine(GraphQLEngineOptions? options = null) =>
        Answer.Engine(
            "type Query { echo(text: String! = \"x\"): String }",
            b => b.Query().Field("echo", (_, ctx) => ctx.Argument<string>("text")),
            options
        );

    public static async Task<string> Post(GraphQLEngine engine, string body)
    {
        GraphQLRequest
            .TryParse(Encoding.UTF8.GetBytes(body), out var request, out var error)
            .ShouldBeTrue(error?.Message);
        using var result = await engine.ExecuteAsync(request!, null, TestContext.Current.CancellationToken);
        return result.ToString();
    }
}

using System.Text.Json.Nodes;
using DepGraph.GraphQL.Binding;
using DepGraph.GraphQL.Requests;
using DepGraph.GraphQL.Types;

namespace DepGraph.GraphQL.Tests.Execution;

/// <summary>Asks an engine and reads its answer.</summary>
internal static class Answer
{
    public static GraphQLEngine Engine(
        string sdl,
        Action<SchemaBinder> bind,
        GraphQLEngineOptions? options = null,
        params ScalarType[] scalars
    ) => new(ExecutableSchema.Create(sdl, scalars, bind), options);

    /// <summary>The response as text.</summary>
    public static async Task<string> Ask(
        this GraphQLEngine engine,
        string query,
        string? variables = null,
        string? operationName = null,
        object? state = null
    )
    {
        using var result = await engine.ExecuteAsync(
            GraphQLRequest.Create(query, variables, operationName),
            state,
            TestContext.Current.CancellationToken
        );
        result.ToArray().LongLength.ShouldBe(result.Length);
        return result.ToString();
    }

    public static async Task<JsonNode> AskJson(
        this GraphQLEngine engine,
        string query,
        string? variables = null,
        object? state = null
    ) => JsonNode.Parse(await engine.Ask(query, variables, null, state))!;
}

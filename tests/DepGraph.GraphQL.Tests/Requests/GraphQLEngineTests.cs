using System.Text;
using System.Text.Json.Nodes;
using DepGraph.GraphQL.Language;
using DepGraph.GraphQL.Requests;
using DepGraph.GraphQL.Tests.Execution;

namespace DepGraph.GraphQL.Tests.Requests;

public class GraphQLEngineTests
{
    private readonly GraphQLEngine _engine = Create();

    [Theory]
    [InlineData("{ echo", "Syntax Error")]
    [InlineData("{ nope }", "nope")]
    [InlineData("query A { echo } query B { echo }", "operationName")]
    [InlineData("fragment F on Query { echo }", "F")]
    public async Task A_document_that_cannot_be_executed_is_a_request_error(string query, string message)
    {
        using var result = await Execute(GraphQLRequest.Create(query));
        result.Kind.ShouldBe(ResultKind.RequestError);
        var answer = JsonNode.Parse(result.ToString())!.AsObject();
        answer.ContainsKey("data").ShouldBeFalse();
        answer["errors"]![0]!["message"]!.GetValue<string>().ShouldContain(message);
    }

    [Fact]
    public async Task The_operation_is_the_named_one()
    {
        const string document = "query A { a: echo } query B { b: echo }";
        (await _engine.Ask(document, operationName: "B")).ShouldBe("""{"data":{"b":"x"}}""");
        (await _engine.Ask(document, operationName: "A")).ShouldBe("""{"data":{"a":"x"}}""");
        (await _engine.Ask(document, operationName: "C")).ShouldContain("no operation named \\\"C\\\"");
    }

    [Fact]
    public async Task Only_queries_go_by_GET()
    {
        GraphQLRequest.TryCreate("mutation { set }", null, null, null, out var request, out _).ShouldBeTrue();
        using var result = await Execute(request!);
        result.Kind.ShouldBe(ResultKind.MutationByGet);
        result.Operation.ShouldBe(OperationKind.Mutation);
        result.ToString().ShouldContain("POST");
    }

    [Fact]
    public async Task The_same_bytes_mean_another_document_when_they_are_escaped()
    {
        // As plain text the whole is a comment in a selection set's line; as JSON the escape ends the comment.
        const string raw = "{ a: echo # \\n b: echo \n}";
        GraphQLRequest.TryCreate(raw, null, null, null, out var plain, out _).ShouldBeTrue();
        var body = Encoding.UTF8.GetBytes($$"""{"query":"{{raw.Replace("\n", " \\n", StringComparison.Ordinal)}}"}""");
        GraphQLRequest.TryParse(body, out var escaped, out _).ShouldBeTrue();
        using var first = await Execute(plain!);
        using var second = await Execute(escaped!);
        first.ToString().ShouldBe("""{"data":{"a":"x"}}""");
        second.ToString().ShouldBe("""{"data":{"a":"x","b":"x"}}""");
    }

    [Fact]
    public async Task Half_a_surrogate_pair_is_refused_at_its_place()
    {
        GraphQLRequest.TryParse("""{"query":"{ echo } \ud800"}"""u8.ToArray(), out var request, out _).ShouldBeTrue();
        using var result = await Execute(request!);
        result.Kind.ShouldBe(ResultKind.RequestError);
        JsonNode.Parse(result.ToString())!["errors"]![0]!["locations"]![0]!["column"]!.GetValue<int>().ShouldBe(10);
    }

    [Fact]
    public async Task A_body_read_again_gives_the_same_from_the_cache()
    {
        var body =
            """{"query":"query Q($t: String = \"d\") { echo(text: $t) }","operationName":"Q","variables":{"t":"é\n"}}"""u8.ToArray();
        for (var i = 0; i < 3; i++)
        {
            GraphQLRequest.TryParse(body, out var request, out _).ShouldBeTrue();
            using var result = await Execute(request!);
            result.ToString().ShouldBe("""{"data":{"echo":"é\n"}}""");
            result.OperationName.ShouldBe("Q");
        }
    }

    [Fact]
    public async Task A_small_cache_forgets_and_still_serves()
    {
        var engine = Create(new() { OperationCacheBytes = 20_000 });
        for (var round = 0; round < 3; round++)
        {
            for (var i = 0; i < 100; i++)
            {
                (await engine.Ask($"{{ a{i}: echo }}")).ShouldBe($$$"""{"data":{"a{{{i}}}":"x"}}""");
            }
        }
    }

    [Fact]
    public async Task Cost_is_reported_when_asked_for()
    {
        var request = GraphQLRequest.Create("{ echo }");
        request.ReportCost = true;
        using var result = await Execute(request);
        result.ToString().ShouldBe("""{"data":{"echo":"x"},"extensions":{"cost":{"requested":0,"maximum":1000000}}}""");
    }

    private async Task<GraphQLResult> Execute(GraphQLRequest request) =>
        await _engine.ExecuteAsync(request, null, TestContext.Current.CancellationToken);

    private static GraphQLEngine Create(GraphQLEngineOptions? options = null) =>
        Answer.Engine(
            "type Query { echo(text: String! = \"x\"): String } type Mutation { set: Boolean }",
            b =>
            {
                b.Query().Field("echo", (_, ctx) => ctx.Argument<string>("text"));
                b.Mutation().Field("set", _ => true);
            },
            options
        );
}

using System.Buffers;
using System.Text;
using System.Text.Json.Nodes;
using DepGraph.GraphQL.Language;
using DepGraph.GraphQL.Requests;
using DepGraph.GraphQL.Tests.Execution;

namespace DepGraph.GraphQL.Tests.Requests;

public class GraphQLEngineTests
{
    private readonly GraphQLEngine _engine;
    private int _resolved;

    public GraphQLEngineTests() => _engine = Create();

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
        GraphQLRequest.TryCreate("mutation { set }", null, null, null, null, out var request, out _).ShouldBeTrue();
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
        GraphQLRequest.TryCreate(raw, null, null, null, null, out var plain, out _).ShouldBeTrue();
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
        request.Cost = CostMode.Report;
        using var result = await Execute(request);
        result.ToString().ShouldBe("""{"data":{"echo":"x"},"extensions":{"cost":{"requested":0,"maximum":1000000}}}""");
    }

    [Fact]
    public async Task Cost_alone_is_reckoned_without_executing_anything()
    {
        foreach (var query in new[] { "{ echo boom }", "mutation { set }", "subscription { silent }" })
        {
            var request = GraphQLRequest.Create(query);
            request.Cost = CostMode.Validate;
            using var result = await Execute(request);
            result.Kind.ShouldBe(ResultKind.CostValidated);
            result.HasErrors.ShouldBeFalse();
            result.ToString().ShouldBe("""{"extensions":{"cost":{"requested":0,"maximum":1000000}}}""");
            Should.Throw<InvalidOperationException>(() => result.WriteErrorsTo(new ArrayBufferWriter<byte>()));
        }

        _resolved.ShouldBe(0);
    }

    [Theory]
    [InlineData(CostMode.Report)]
    [InlineData(CostMode.Validate)]
    public async Task A_cost_above_the_limit_is_told_beside_the_error(CostMode mode)
    {
        var engine = Create(new() { Limits = new() { MaxCost = 10 } });
        var request = GraphQLRequest.Create("{ dear }");
        request.Cost = mode;
        using var result = await engine.ExecuteAsync(request, null, TestContext.Current.CancellationToken);
        result.Kind.ShouldBe(ResultKind.RequestError);
        var answer = JsonNode.Parse(result.ToString())!;
        answer["extensions"]!["cost"]!.ToJsonString().ShouldBe("""{"requested":11,"maximum":10}""");
        answer["errors"]![0]!["extensions"]!["code"]!.GetValue<string>().ShouldBe("COST_LIMIT_EXCEEDED");
        var errors = new ArrayBufferWriter<byte>();
        result.WriteErrorsTo(errors);
        JsonNode.DeepEquals(JsonNode.Parse(errors.WrittenSpan), answer["errors"]).ShouldBeTrue();
        _resolved.ShouldBe(0);
    }

    [Fact]
    public async Task Introspection_can_be_switched_off()
    {
        var engine = Create(new() { Limits = new() { AllowIntrospection = false } });
        foreach (var query in new[] { "{ __schema { description } }", "{ ... { __type(name: \"Query\") { name } } }" })
        {
            var error = (await engine.AskJson(query))["errors"]![0]!;
            error["extensions"]!["code"]!.GetValue<string>().ShouldBe("INTROSPECTION_DISABLED");
            error["message"]!.GetValue<string>().ShouldContain("switched off");
        }

        (await engine.Ask("{ __typename echo }")).ShouldBe("""{"data":{"__typename":"Query","echo":"x"}}""");
    }

    private async Task<GraphQLResult> Execute(GraphQLRequest request) =>
        await _engine.ExecuteAsync(request, null, TestContext.Current.CancellationToken);

    private GraphQLEngine Create(GraphQLEngineOptions? options = null) =>
        Answer.Engine(
            """
            directive @cost(weight: Int!) on FIELD_DEFINITION
            type Query { echo(text: String! = "x"): String boom: Int dear: Int @cost(weight: 11) }
            type Mutation { set: Boolean }
            type Subscription { silent: Int }
            """,
            b =>
            {
                b.Query()
                    .Field("echo", (_, ctx) => ctx.Argument<string>("text"))
                    .Field("boom", _ => _resolved++)
                    .Field("dear", _ => _resolved++);
                b.Mutation().Field("set", _ => ++_resolved > 0);
                b.Subscription().Stream("silent", _ => Silence());
            },
            options
        );

    private async IAsyncEnumerable<int> Silence()
    {
        await Task.CompletedTask;
        _resolved++;
        yield break;
    }
}

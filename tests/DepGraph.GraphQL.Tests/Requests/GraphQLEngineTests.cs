using System.Buffers;
using System.Text;
using System.Text.Json.Nodes;
using DepGraph.GraphQL.Execution.Coercion;
using DepGraph.GraphQL.Execution.Planning;
using DepGraph.GraphQL.Language;
using DepGraph.GraphQL.Limits;
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
    public async Task A_long_name_does_not_make_every_message_long()
    {
        var name = new string('n', 100_000);
        var fields = string.Concat(Enumerable.Range(0, 100).Select(i => $" f{i}: echo(text: $v{i})"));
        var answer = await _engine.Ask($"query {name} {{{fields} }}");
        answer.ShouldContain("is not defined by operation");
        answer.Length.ShouldBeLessThan(1_000_000);
    }

    [Theory]
    [InlineData("query($p: Picky!) { pick(picky: $p) }", """{"p":{"size":-1}}""")]
    [InlineData("{ pick(picky: { size: -1 }) }", null)]
    [InlineData("query($s: Int!) { pick(picky: { size: $s }) }", """{"s":-1}""")]
    public async Task An_input_object_that_throws_is_an_answer(string query, string? variables)
    {
        var unexpected = new List<UnexpectedError>();
        var engine = CreatePicky(new() { OnUnexpectedError = unexpected.Add });
        var answer = await engine.AskJson(query, variables);
        answer["errors"]![0]!["message"]!.GetValue<string>().ShouldBe("Internal error");
        unexpected.ShouldHaveSingleItem().Exception.ShouldBeOfType<ArgumentOutOfRangeException>();
    }

    [Theory]
    [InlineData("query($p: Picky!) { pick(picky: $p) }", """{"p":{"size":0}}""")]
    [InlineData("{ pick(picky: { size: 0 }) }", null)]
    [InlineData("query($s: Int!) { pick(picky: { size: $s }) }", """{"s":0}""")]
    public async Task An_input_object_may_say_why_it_refuses(string query, string? variables)
    {
        var answer = await CreatePicky(new()).AskJson(query, variables);
        answer["errors"]![0]!["message"]!.GetValue<string>().ShouldBe("size is 0");
        answer["errors"]![0]!["extensions"]!["code"]!.GetValue<string>().ShouldBe("EMPTY");
    }

    [Fact]
    public void Plans_that_are_not_kept_are_not_charged()
    {
        var schema = _engine.Schema;
        var document = Parser.Parse(
            "query($a: Boolean!, $b: Boolean!, $c: Boolean!, $d: Boolean!, $e: Boolean!) { "
                + "a: echo @skip(if: $a) b: echo @skip(if: $b) c: echo @skip(if: $c) d: echo @skip(if: $d) e: echo @skip(if: $e) }"
        );
        var operation = new PreparedOperation(
            schema,
            document,
            (OperationDefinitionNode)document.Definitions[0],
            new OperationLimits()
        );
        for (var bits = 0; bits < 16; bits++)
        {
            Plan(bits);
        }

        var charged = operation.EstimatedBytes;
        Plan(16);
        Plan(31);
        operation.EstimatedBytes.ShouldBe(charged);

        void Plan(int bits) =>
            operation.GetPlan(
                new VariableValues(
                    operation.Variables,
                    Enumerable.Range(0, 5).Select(i => (object?)((bits >> i & 1) == 1)).ToArray()
                )
            );
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

    private sealed record Picky
    {
        public Picky(int size)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(size);
            Size = size > 0 ? size : throw new GraphQLException("size is 0", "EMPTY");
        }

        public int Size { get; }
    }

    private static GraphQLEngine CreatePicky(GraphQLEngineOptions options) =>
        Answer.Engine(
            "type Query { pick(picky: Picky!): Int } input Picky { size: Int! }",
            b => b.Input<Picky>("Picky").Query().Field("pick", (_, ctx) => (int?)ctx.Argument<Picky>("picky").Size),
            options
        );

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

using System.Text;
using System.Text.Json.Nodes;
using DepGraph.GraphQL.Limits;
using DepGraph.GraphQL.Requests;
using DepGraph.GraphQL.Tests.Execution;

namespace DepGraph.GraphQL.Tests.Limits;

public class LimitTests
{
    private const string Sdl = """
        directive @cost(weight: Int!) on FIELD_DEFINITION
        directive @listSize(assumedSize: Int, slicingArguments: [String!]) on FIELD_DEFINITION
        type Query {
          node: Node
          list(first: Int): [Node!]! @listSize(assumedSize: 20, slicingArguments: ["first"])
          page(first: Int!): Page! @listSize(slicingArguments: ["first"]) @cost(weight: 2)
          many(names: [String!]!): [Node!]! @listSize(slicingArguments: ["names"])
        }
        type Page { nodes: [Node!]! @listSize(assumedSize: 1) }
        type Node { id: Int node: Node dear: Int @cost(weight: 7) list(first: Int = 3): [Node!]! @listSize(slicingArguments: ["first"]) }
        """;

    [Theory]
    [InlineData("{ node { list(first: 0) { ENDLESS } } b: list(first: 2000000) { node { id } } }")]
    [InlineData("{ list(first: 0) { ENDLESS } b: list(first: 2000000) { node { id } } }")]
    public async Task What_is_beyond_all_numbers_hides_nothing_beside_it(string query)
    {
        var endless =
            string.Concat(Enumerable.Repeat("list(first: 2147483647) { node { ", 40))
            + "id"
            + string.Concat(Enumerable.Repeat(" } }", 40));
        var answer = await Engine(new() { MaxDepth = 100 })
            .Ask(query.Replace("ENDLESS", endless, StringComparison.Ordinal));
        answer.ShouldContain("COST_LIMIT_EXCEEDED");
    }

    [Theory]
    [InlineData("{ node { id } }", 1)]
    [InlineData("{ node { id dear } }", 8)]
    [InlineData("{ list { id } }", 20)]
    [InlineData("{ list { node { id } } }", 40)]
    [InlineData("{ list(first: 5) { node { id } } }", 5 * (1 + 1))]
    [InlineData("{ list(first: 5) { list { node { id } } } }", 5 * (1 + (3 * (1 + 1))))]
    [InlineData("{ many(names: [\"a\", \"b\"]) { dear } }", 2 * (1 + 7))]
    [InlineData("query($n: Int) { list(first: $n) { dear } }", 9 * (1 + 7), """{"n":9}""")]
    [InlineData("query($n: Int) { list(first: $n) { dear } }", 20 * (1 + 7))]
    [InlineData("query($n: [String!]!) { many(names: $n) { dear } }", 3 * (1 + 7), """{"n":["a","b","c"]}""")]
    [InlineData("{ list(first: 0) { dear } }", 1)]
    [InlineData("{ page(first: 5) { nodes { dear } } }", 2 + (5 * (1 + 7)))]
    [InlineData("query($n: Int) { node { list(first: $n) { dear } } }", 1 + (3 * (1 + 7)))]
    [InlineData("{ ...F ...F } fragment F on Query { node { dear } }", 16)]
    public async Task Cost_adds_weights_times_list_sizes(string query, double cost, string? variables = null)
    {
        using var result = await Engine(new())
            .ExecuteAsync(GraphQLRequest.Create(query, variables), null, TestContext.Current.CancellationToken);
        result.Cost.ShouldBe(cost);
    }

    [Fact]
    public async Task Each_limit_says_what_it_is_and_what_was_asked()
    {
        await Refused(new() { MaxDepth = 2 }, "{ node { node { id } } }", "DEPTH_LIMIT_EXCEEDED", 3, 2);
        await Refused(new() { MaxAliases = 1 }, "{ a: node { b: id } }", "ALIAS_LIMIT_EXCEEDED", 2, 1);
        await Refused(
            new() { MaxRootFields = 2 },
            "{ node { id } ...F } fragment F on Query { a: node { id } b: node { id } }",
            "ROOT_FIELD_LIMIT_EXCEEDED",
            3,
            2
        );
        await Refused(new() { MaxFields = 3 }, "{ node { id } a: node { id } }", "FIELD_LIMIT_EXCEEDED", 4, 3);
        await Refused(
            new() { MaxFragments = 2 },
            "{ ...F ...F } fragment F on Query { ... { node { id } } }",
            "FRAGMENT_LIMIT_EXCEEDED",
            4,
            2
        );
        await Refused(new() { MaxCost = 10 }, "{ list { node { id } } }", "COST_LIMIT_EXCEEDED", 40, 10);
    }

    [Fact]
    public async Task A_cost_without_end_is_still_a_cost_even_below_an_empty_list()
    {
        var levels = string.Concat(Enumerable.Repeat("list(first: 2147483647) { ", 40));
        var document =
            $"{{ list(first: 0) {{ {levels} id {new string('}', 40)} }} page(first: 1000) {{ nodes {{ dear }} }} }}";
        var answer = await Engine(new() { MaxCost = 1_000 }).Ask(document);
        answer.ShouldContain("COST_LIMIT_EXCEEDED");
    }

    [Fact]
    public async Task Only_the_selected_operation_is_judged()
    {
        var engine = Engine(new() { MaxDepth = 2 });
        const string document = "query Deep { node { node { node { id } } } } query Flat { node { id } }";
        (await engine.Ask(document, operationName: "Flat")).ShouldBe("""{"data":{"node":{"id":1}}}""");
        (await engine.Ask(document, operationName: "Deep")).ShouldContain("DEPTH_LIMIT_EXCEEDED");
    }

    [Fact]
    public async Task Fragments_that_multiply_are_refused_without_being_expanded()
    {
        var document = new StringBuilder("{ ...B0 }");
        for (var i = 0; i < 30; i++)
        {
            document.Append($" fragment B{i} on Query {{ ...B{i + 1} ...B{i + 1} }}");
        }

        document.Append(" fragment B30 on Query { node { id } }");
        (await Engine(new()).Ask(document.ToString())).ShouldContain("ROOT_FIELD_LIMIT_EXCEEDED");
    }

    [Fact]
    public async Task A_long_chain_of_fragments_is_refused()
    {
        var document = new StringBuilder("{ ...B0 }");
        for (var i = 0; i < 2000; i++)
        {
            document.Append($" fragment B{i} on Query {{ ...B{i + 1} }}");
        }

        document.Append(" fragment B2000 on Query { node { id } }");
        (await Engine(new()).Ask(document.ToString())).ShouldStartWith("""{"errors":[""");
    }

    [Fact]
    public async Task A_long_chain_of_fragments_is_refused_in_whatever_pieces_it_is_met()
    {
        // Met from its end, each piece is short where it is measured.
        var document = new StringBuilder("{ a: node { id }");
        for (var i = 1200; i >= 0; i -= 300)
        {
            document.Append($" ...B{i}");
        }

        document.Append(" }");
        for (var i = 0; i < 1500; i++)
        {
            document.Append($" fragment B{i} on Query {{ ...B{i + 1} }}");
        }

        document.Append(" fragment B1500 on Query { node { id } }");
        var engine = Engine(new() { MaxFragments = int.MaxValue });
        (await engine.Ask(document.ToString())).ShouldContain("DEPTH_LIMIT_EXCEEDED");
    }

    [Fact]
    public async Task A_document_of_too_many_tokens_is_not_read() =>
        (await Engine(new() { MaxTokens = 10 }).Ask("{ node { id } a: node { id } }")).ShouldContain("Syntax Error");

    private static async Task Refused(OperationLimits limits, string query, string code, double value, double maximum)
    {
        using var result = await Engine(limits)
            .ExecuteAsync(GraphQLRequest.Create(query), null, TestContext.Current.CancellationToken);
        result.Kind.ShouldBe(ResultKind.RequestError);
        var error = JsonNode.Parse(result.ToString())!["errors"]![0]!;
        error["extensions"]!["code"]!.GetValue<string>().ShouldBe(code);
        error["extensions"]!["value"]!.GetValue<double>().ShouldBe(value);
        error["extensions"]!["maximum"]!.GetValue<double>().ShouldBe(maximum);
        error["message"]!.GetValue<string>().ShouldContain($"the limit is {maximum}");
    }

    private static GraphQLEngine Engine(OperationLimits limits) =>
        Answer.Engine(
            Sdl,
            b =>
            {
                b.Query()
                    .Field("node", _ => (int?)1)
                    .Field("list", _ => Array.Empty<int>())
                    .Field("page", _ => "page")
                    .Field("many", _ => Array.Empty<int>());
                b.Object<string>("Page").Field("nodes", _ => Array.Empty<int>());
                b.Object<int>("Node")
                    .Field("id", n => n)
                    .Field("node", n => (int?)n)
                    .Field("dear", n => n)
                    .Field("list", _ => Array.Empty<int>());
            },
            new() { Limits = limits }
        );
}

using System.Text.Json.Nodes;
using DepGraph.GraphQL.Binding;
using DepGraph.GraphQL.Requests;

namespace DepGraph.GraphQL.Tests.Execution;

/// <summary>https://spec.graphql.org/September2025/#sec-Coercing-Variable-Values</summary>
public class CoercionTests
{
    private enum Kind
    {
        Prod,
        PeerOptional,
    }

    private sealed record Filter(
        string Name,
        Kind Kind,
        Optional<int?> Max,
        IReadOnlyList<Kind>? Kinds = null,
        Filter? Inner = null
    );

    private static readonly GraphQLEngine Engine = Answer.Engine(
        """
        type Query {
          filter(filter: Filter!): String
          ref(ref: Ref!): String
          many(ints: [Int!], grid: [[Int]], kinds: [Kind!]! = [PROD], long: Int, n: Int! = 4): String
        }
        enum Kind { PROD PEER_OPTIONAL }
        input Filter { name: String! = "*" kind: Kind! max: Int kinds: [Kind!] inner: Filter }
        input Ref @oneOf { id: ID name: String }
        """,
        b =>
        {
            b.Enum<Kind>("Kind").Input<Filter>("Filter");
            b.Query()
                .Field("filter", (_, ctx) => Show(ctx.Argument<Filter>("filter")))
                .Field(
                    "ref",
                    (_, ctx) =>
                        string.Join(
                            ",",
                            ctx.Argument<IReadOnlyDictionary<string, object?>>("ref").Select(p => $"{p.Key}={p.Value}")
                        )
                )
                .Field(
                    "many",
                    (_, ctx) =>
                        $"{string.Join(",", ctx.Argument<int[]?>("ints") ?? [])}|{string.Join(";", (ctx.Argument<IReadOnlyList<IReadOnlyList<int?>?>?>("grid") ?? []).Select(r => r is null ? "-" : string.Join(",", r)))}|{string.Join(",", ctx.Argument<IReadOnlyList<Kind>>("kinds"))}|{ctx.Argument<long?>("long")}|{ctx.Argument<int>("n")}"
                );
        }
    );

    [Theory]
    [InlineData("{ filter(filter: { kind: PROD }) }", null, "*/Prod/unset/-/-")]
    [InlineData(
        "{ filter(filter: { name: \"a\", kind: PEER_OPTIONAL, max: null, kinds: PROD }) }",
        null,
        "a/PeerOptional/null/Prod/-"
    )]
    [InlineData(
        "query($f: Filter!) { filter(filter: $f) }",
        """{"f":{"kind":"PROD","max":3,"inner":{"kind":"PROD","name":"i"}}}""",
        "*/Prod/3/-/(i/Prod/unset/-/-)"
    )]
    [InlineData("query($m: Int) { filter(filter: { kind: PROD, max: $m }) }", "{}", "*/Prod/unset/-/-")]
    [InlineData("query($m: Int) { filter(filter: { kind: PROD, max: $m }) }", """{"m":null}""", "*/Prod/null/-/-")]
    [InlineData(
        "query($k: [Kind!]) { filter(filter: { kind: PROD, kinds: $k }) }",
        """{"k":["PEER_OPTIONAL","PROD"]}""",
        "*/Prod/unset/PeerOptional,Prod/-"
    )]
    [InlineData("query($r: Ref!) { filter: ref(ref: $r) }", """{"r":{"id":7}}""", "id=7")]
    [InlineData("{ filter: many(ints: 3, grid: [[1, null], null]) }", null, "3|1,;-|Prod||4")]
    [InlineData(
        "query($i: Int!, $k: Kind!) { filter: many(ints: [1, $i], kinds: [$k], long: $i) }",
        """{"i":2,"k":"PEER_OPTIONAL"}""",
        "1,2||PeerOptional|2|4"
    )]
    public async Task Arguments_come_as_the_types_that_were_asked_for(
        string query,
        string? variables,
        string expected
    ) => (await Engine.AskJson(query, variables))["data"]!["filter"]!.GetValue<string>().ShouldBe(expected);

    [Theory]
    [InlineData("query($x: Int!) { many(n: $x) }", "{}", "Variable \"$x\" of required type \"Int!\" was not provided.")]
    [InlineData(
        "query($x: Int!) { many(n: $x) }",
        """{"x":null}""",
        "Variable \"$x\" of non-null type \"Int!\" must not be null."
    )]
    [InlineData(
        "query($x: Int!) { many(n: $x) }",
        """{"x":"1"}""",
        "Variable \"$x\" got invalid value \"1\"; Int cannot represent non-integer value: \"1\""
    )]
    [InlineData(
        "query($x: [Int!]) { many(ints: $x) }",
        """{"x":[1,null]}""",
        "Variable \"$x\" got invalid value [1,null] at \"x[1]\"; Expected non-nullable type \"Int!\" not to be null."
    )]
    [InlineData(
        "query($x: Filter!) { filter(filter: $x) }",
        """{"x":{"kind":"NOPE"}}""",
        "Variable \"$x\" got invalid value {\"kind\":\"NOPE\"} at \"x.kind\"; Value \"NOPE\" does not exist in \"Kind\" enum."
    )]
    [InlineData(
        "query($x: Filter!) { filter(filter: $x) }",
        """{"x":{}}""",
        "Field \"Filter.kind\" of required type \"Kind!\" was not provided."
    )]
    [InlineData(
        "query($x: Filter!) { filter(filter: $x) }",
        """{"x":{"kind":"PROD","nope":1}}""",
        "Field \"nope\" is not defined by type \"Filter\"."
    )]
    [InlineData(
        "query($x: Ref!) { ref(ref: $x) }",
        """{"x":{"id":"1","name":"a"}}""",
        "Exactly one key must be specified for OneOf type \"Ref\"."
    )]
    [InlineData("query($x: Ref!) { ref(ref: $x) }", """{"x":{"id":null}}""", "Field \"id\" must be non-null.")]
    [InlineData("query($x: Int) { many(n: $x) }", """{"x":1,"x":2}""", "same key twice")]
    public async Task Variables_that_do_not_fit_are_named(string query, string variables, string message)
    {
        var answer = await Engine.AskJson(
            query.Replace("query($x: Int) ", "query($x: Int = 1) ", StringComparison.Ordinal),
            variables
        );
        answer.AsObject().ContainsKey("data").ShouldBeFalse();
        answer["errors"]![0]!["message"]!.GetValue<string>().ShouldContain(message);
    }

    [Fact]
    public async Task A_null_that_comes_to_a_non_null_argument_fails_the_field_at_the_variable()
    {
        var answer = await Engine.AskJson("query($x: Int = 1) { many(n: $x) }", """{"x":null}""");
        answer["data"]!.ToJsonString().ShouldBe("""{"many":null}""");
        answer["errors"]![0]!["locations"]![0]!["column"]!.GetValue<int>().ShouldBe(30);
    }

    [Fact]
    public async Task What_is_not_given_is_null_as_an_object_too()
    {
        var engine = Answer.Engine(
            "type Query { given(x: Int): String }",
            b => b.Query().Field("given", (_, ctx) => ctx.Argument<object?>("x")?.ToString() ?? "nothing")
        );
        (await engine.Ask("{ given }")).ShouldBe("""{"data":{"given":"nothing"}}""");
        (await engine.Ask("{ given(x: 2) }")).ShouldBe("""{"data":{"given":"2"}}""");
    }

    private static string Show(Filter? f) =>
        f is null
            ? "-"
            : $"{f.Name}/{f.Kind}/{(f.Max.HasValue ? f.Max.Value?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "null" : "unset")}/{(f.Kinds is null ? "-" : string.Join(",", f.Kinds))}/{(f.Inner is null ? "-" : $"({Show(f.Inner)})")}";
}

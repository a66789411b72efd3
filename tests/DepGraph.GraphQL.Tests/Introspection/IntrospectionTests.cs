using System.Text.Json.Nodes;
using DepGraph.GraphQL.Requests;
using DepGraph.GraphQL.Tests.Execution;
using DepGraph.GraphQL.Tests.Types;

namespace DepGraph.GraphQL.Tests.Introspection;

public sealed class IntrospectionTests
{
    private const string Sdl = """"
        "A small world."
        schema { query: Root }
        "Says something."
        directive @note("What." text: String! = "none", old: Int @deprecated) repeatable on FIELD | QUERY
        "A day."
        scalar Day @specifiedBy(url: "https://day.test")
        enum Size { SMALL "Not small." LARGE HUGE @deprecated(reason: "too large") }
        interface Thing { size: Size }
        type Box implements Thing { size: Size lid: Lid }
        type Lid implements Thing { size: Size }
        union Part = Box | Lid
        input Wish {
          size: Size = SMALL
          text: String = "a \"b\""
          dates: [Day!] = []
          other: Wish = {size: LARGE, other: null}
          old: Int @deprecated
        }
        input Key @oneOf { id: ID name: String }
        type Root {
          """
          Boxes.
            Many.
          """
          boxes(wish: Wish, key: Key, first: Int! = 10, old: Int @deprecated(reason: "no")): [[Box!]]!
          part: Part @deprecated
          when: Day
        }
        """";

    private static readonly GraphQLEngine Engine = Answer.Engine(
        Sdl,
        b =>
        {
            b.Query()
                .Field<IReadOnlyList<IReadOnlyList<Box>?>>("boxes", _ => [])
                .Field<object?>("part", _ => null)
                .Field<object?>("when", _ => null);
            b.Object<Box>("Box").Field<string?>("size", _ => null).Field<Lid?>("lid", _ => null);
            b.Object<Lid>("Lid").Field<string?>("size", _ => null);
        },
        null,
        new AnyScalar("Day")
    );

    [Fact]
    public Task The_schema_names_its_roots_and_description() =>
        ShouldAnswer(
            "{ __schema { description queryType { name } mutationType { name } subscriptionType { name } } }",
            """{"__schema":{"description":"A small world.","queryType":{"name":"Root"},"mutationType":null,"subscriptionType":null}}"""
        );

    [Fact]
    public async Task Every_type_is_listed_with_its_kind()
    {
        var data = await Ask("{ __schema { types { kind name } } }");
        var types = data["__schema"]!["types"]!
            .AsArray()
            .ToDictionary(t => t!["name"]!.GetValue<string>(), t => t!["kind"]!.GetValue<string>());
        types["Box"].ShouldBe("OBJECT");
        types["Thing"].ShouldBe("INTERFACE");
        types["Part"].ShouldBe("UNION");
        types["Size"].ShouldBe("ENUM");
        types["Wish"].ShouldBe("INPUT_OBJECT");
        types["Day"].ShouldBe("SCALAR");
        types.ShouldContainKey("__Schema");
        types.ShouldContainKey("ID");
        types.ShouldNotContainKey("Float");
    }

    [Fact]
    public Task Fields_tell_arguments_types_and_deprecation() =>
        ShouldAnswer(
            "{ __type(name: \"Root\") { fields(includeDeprecated: true) { name description isDeprecated deprecationReason args { name defaultValue } type { kind ofType { kind ofType { kind ofType { kind name } } } } } } }",
            """
            {"__type":{"fields":[
            {"name":"boxes","description":"Boxes.\n  Many.","isDeprecated":false,"deprecationReason":null,"args":[{"name":"wish","defaultValue":null},{"name":"key","defaultValue":null},{"name":"first","defaultValue":"10"}],"type":{"kind":"NON_NULL","ofType":{"kind":"LIST","ofType":{"kind":"LIST","ofType":{"kind":"NON_NULL","name":null}}}}},
            {"name":"part","description":null,"isDeprecated":true,"deprecationReason":"No longer supported","args":[],"type":{"kind":"UNION","ofType":null}},
            {"name":"when","description":null,"isDeprecated":false,"deprecationReason":null,"args":[],"type":{"kind":"SCALAR","ofType":null}}]}}
            """
        );

    [Fact]
    public Task Deprecated_members_are_left_out_unless_asked_for() =>
        ShouldAnswer(
            """
            {
              root: __type(name: "Root") { fields { name } all: fields(includeDeprecated: true) { args(includeDeprecated: true) { name deprecationReason } } }
              size: __type(name: "Size") { enumValues { name description } all: enumValues(includeDeprecated: true) { name isDeprecated deprecationReason } }
              wish: __type(name: "Wish") { inputFields { name } all: inputFields(includeDeprecated: true) { name } }
            }
            """,
            """
            {"root":{"fields":[{"name":"boxes"},{"name":"when"}],"all":[
              {"args":[{"name":"wish","deprecationReason":null},{"name":"key","deprecationReason":null},{"name":"first","deprecationReason":null},{"name":"old","deprecationReason":"no"}]},{"args":[]},{"args":[]}]},
            "size":{"enumValues":[{"name":"SMALL","description":null},{"name":"LARGE","description":"Not small."}],"all":[
              {"name":"SMALL","isDeprecated":false,"deprecationReason":null},{"name":"LARGE","isDeprecated":false,"deprecationReason":null},{"name":"HUGE","isDeprecated":true,"deprecationReason":"too large"}]},
            "wish":{"inputFields":[{"name":"size"},{"name":"text"},{"name":"dates"},{"name":"other"}],"all":[{"name":"size"},{"name":"text"},{"name":"dates"},{"name":"other"},{"name":"old"}]}}
            """
        );

    [Fact]
    public Task Defaults_are_printed_in_the_language() =>
        ShouldAnswer(
            "{ __type(name: \"Wish\") { inputFields { defaultValue } } }",
            """{"__type":{"inputFields":[{"defaultValue":"SMALL"},{"defaultValue":"\"a \\\"b\\\"\""},{"defaultValue":"[]"},{"defaultValue":"{size: LARGE, other: null}"}]}}"""
        );

    [Fact]
    public Task Members_are_lists_where_the_kind_has_them_and_null_elsewhere() =>
        ShouldAnswer(
            """
            {
              thing: __type(name: "Thing") { ...T }
              box: __type(name: "Box") { ...T }
              part: __type(name: "Part") { ...T }
              key: __type(name: "Key") { ...T }
              wish: __type(name: "Wish") { isOneOf }
              day: __type(name: "Day") { specifiedByURL ...T }
            }
            fragment T on __Type { fields { name } interfaces { name } possibleTypes { name } enumValues { name } inputFields { name } isOneOf }
            """,
            """
            {"thing":{"fields":[{"name":"size"}],"interfaces":[],"possibleTypes":[{"name":"Box"},{"name":"Lid"}],"enumValues":null,"inputFields":null,"isOneOf":null},
            "box":{"fields":[{"name":"size"},{"name":"lid"}],"interfaces":[{"name":"Thing"}],"possibleTypes":null,"enumValues":null,"inputFields":null,"isOneOf":null},
            "part":{"fields":null,"interfaces":null,"possibleTypes":[{"name":"Box"},{"name":"Lid"}],"enumValues":null,"inputFields":null,"isOneOf":null},
            "key":{"fields":null,"interfaces":null,"possibleTypes":null,"enumValues":null,"inputFields":[{"name":"id"},{"name":"name"}],"isOneOf":true},
            "wish":{"isOneOf":false},
            "day":{"specifiedByURL":"https://day.test","fields":null,"interfaces":null,"possibleTypes":null,"enumValues":null,"inputFields":null,"isOneOf":null}}
            """
        );

    [Fact]
    public async Task Directives_tell_locations_and_arguments()
    {
        var data = await Ask(
            "{ __schema { directives { name description isRepeatable locations args(includeDeprecated: true) { name description isDeprecated defaultValue type { kind } } } } }"
        );
        var directives = data["__schema"]!["directives"]!.AsArray();
        directives
            .Select(d => d!["name"]!.GetValue<string>())
            .ShouldBe(["note", "skip", "include", "deprecated", "specifiedBy", "oneOf"]);
        Same(
            directives[0]!,
            """
            {"name":"note","description":"Says something.","isRepeatable":true,"locations":["FIELD","QUERY"],"args":[
            {"name":"text","description":"What.","isDeprecated":false,"defaultValue":"\"none\"","type":{"kind":"NON_NULL"}},
            {"name":"old","description":null,"isDeprecated":true,"defaultValue":null,"type":{"kind":"SCALAR"}}]}
            """
        );
    }

    [Fact]
    public Task An_unknown_type_is_null_and_meta_objects_have_names_of_their_own() =>
        ShouldAnswer(
            "query ($n: String!) { none: __type(name: $n) { name } __typename __schema { __typename directives { __typename } } }",
            """{"none":null,"__typename":"Root","__schema":{"__typename":"__Schema","directives":[{"__typename":"__Directive"},{"__typename":"__Directive"},{"__typename":"__Directive"},{"__typename":"__Directive"},{"__typename":"__Directive"},{"__typename":"__Directive"}]}}""",
            """{"n":"NoSuchType"}"""
        );

    private static async Task ShouldAnswer(string query, string data, string? variables = null) =>
        Same(await Ask(query, variables), data);

    private static void Same(JsonNode actual, string expected) =>
        JsonNode.DeepEquals(actual, JsonNode.Parse(expected)).ShouldBeTrue(actual.ToJsonString());

    private static async Task<JsonNode> Ask(string query, string? variables = null)
    {
        var answer = await Engine.AskJson(query, variables);
        answer["errors"].ShouldBeNull();
        return answer["data"]!;
    }

    private sealed record Box;

    private sealed record Lid;
}

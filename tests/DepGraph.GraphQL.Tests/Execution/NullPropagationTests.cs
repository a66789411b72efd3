using DepGraph.GraphQL.Requests;

namespace DepGraph.GraphQL.Tests.Execution;

/// <summary>https://spec.graphql.org/September2025/#sec-Handling-Execution-Errors</summary>
public class NullPropagationTests
{
    private sealed record Box(int Depth);

    /// <summary>Every way to fail, at once (`now`) and after a wait (`later`).</summary>
    private static readonly GraphQLEngine Engine = Answer.Engine(
        """
        type Query { box: Box must: Box! boxes: [Box] all: [Box!] full: [Box!]! }
        type Box {
          fine: String
          box: Box
          must: Box!
          boxes: [Box]
          all: [Box!]
          now: String
          mustNow: String!
          later: String
          mustLater: String!
          numbers: [Int!]
          mustNumbers: [Int!]!
        }
        """,
        b =>
        {
            var list = new[] { new Box(1), new Box(100) };
            b.Query()
                .Field("box", _ => new Box(0))
                .Field("must", _ => new Box(0))
                .Field("boxes", _ => list)
                .Field("all", _ => list)
                .Field("full", _ => list);
            b.Object<Box>("Box")
                .Field("fine", _ => "fine")
                .Field("box", x => new Box(x.Depth + 1))
                .FieldAsync(
                    "must",
                    async (x, _) =>
                    {
                        await Task.Yield();
                        return new Box(x.Depth + 1);
                    }
                )
                .Field("boxes", _ => list)
                .FieldAsync(
                    "all",
                    async (_, _) =>
                    {
                        await Task.Yield();
                        return list;
                    }
                )
                .Field("now", _ => Throw())
                .Field("mustNow", x => x.Depth == 100 ? "two" : null)
                .FieldAsync("later", async (_, _) => await ThrowLater())
                .FieldAsync("mustLater", async (x, _) => x.Depth == 100 ? "two" : await ThrowLater())
                .Field("numbers", _ => new int?[] { 1, null })
                .Field("mustNumbers", _ => new int?[] { 1, null });
        }
    );

    [Theory]
    [InlineData("{ box { fine now } }", """{"box":{"fine":"fine","now":null}}""", "box/now")]
    [InlineData("{ box { fine mustNow fine } }", """{"box":null}""", "box/mustNow")]
    [InlineData("{ box { later fine } }", """{"box":{"later":null,"fine":"fine"}}""", "box/later")]
    [InlineData("{ box { fine mustLater } }", """{"box":null}""", "box/mustLater")]
    [InlineData("{ must { fine mustNow } }", "null", "must/mustNow")]
    [InlineData("{ must { fine mustLater } }", "null", "must/mustLater")]
    [InlineData("{ boxes { mustNow } }", """{"boxes":[null,{"mustNow":"two"}]}""", "boxes/0/mustNow")]
    [InlineData(
        "{ boxes { mustLater fine } }",
        """{"boxes":[null,{"mustLater":"two","fine":"fine"}]}""",
        "boxes/0/mustLater"
    )]
    [InlineData("{ all { mustNow } }", """{"all":null}""", "all/0/mustNow")]
    [InlineData("{ all { fine mustLater } }", """{"all":null}""", "all/0/mustLater")]
    [InlineData("{ full { mustLater } }", "null", "full/0/mustLater")]
    [InlineData("{ box { must { must { mustLater } } fine } }", """{"box":null}""", "box/must/must/mustLater")]
    [InlineData(
        "{ box { box { must { mustNow } } fine } }",
        """{"box":{"box":null,"fine":"fine"}}""",
        "box/box/must/mustNow"
    )]
    [InlineData(
        "{ a: box { boxes { must { fine } mustNow } } b: box { fine } }",
        """{"a":{"boxes":[null,{"must":{"fine":"fine"},"mustNow":"two"}]},"b":{"fine":"fine"}}""",
        "a/boxes/0/mustNow"
    )]
    [InlineData("{ box { all { mustNow } fine } }", """{"box":{"all":null,"fine":"fine"}}""", "box/all/0/mustNow")]
    [InlineData("{ box { numbers fine } }", """{"box":{"numbers":null,"fine":"fine"}}""", "box/numbers/1")]
    [InlineData("{ box { fine mustNumbers } }", """{"box":null}""", "box/mustNumbers/1")]
    public async Task A_null_rises_to_the_nearest_place_that_may_be_null(string query, string data, string firstPath)
    {
        var answer = await Engine.AskJson(query);
        (answer["data"]?.ToJsonString() ?? "null").ShouldBe(data);
        string.Join("/", answer["errors"]![0]!["path"]!.AsArray()).ShouldBe(firstPath);
    }

    [Fact]
    public async Task An_error_says_what_where_and_why()
    {
        var answer = await Engine.Ask("{\n  a: box { x: now }\n}");
        answer.ShouldBe(
            """{"errors":[{"message":"no","locations":[{"line":2,"column":12}],"path":["a","x"],"extensions":{"code":"NO","detail":[1,true,null]}}],"data":{"a":{"x":null}}}"""
        );
    }

    [Fact]
    public async Task A_null_where_none_may_be_names_the_field() =>
        (await Engine.AskJson("{ box { mustNow } }"))["errors"]![0]!["message"]!
            .GetValue<string>()
            .ShouldBe("Cannot return null for non-nullable field Box.mustNow.");

    private static string Throw() =>
        throw new GraphQLException(
            "no",
            "NO",
            new Dictionary<string, object?> { ["detail"] = new object?[] { 1, true, null } }
        );

    private static async Task<string> ThrowLater()
    {
        await Task.Yield();
        return Throw();
    }
}

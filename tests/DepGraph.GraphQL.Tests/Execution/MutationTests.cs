using DepGraph.GraphQL.Requests;

namespace DepGraph.GraphQL.Tests.Execution;

/// <summary>https://spec.graphql.org/September2025/#sec-Mutation</summary>
public class MutationTests
{
    private sealed class Journal
    {
        public List<string> Entries { get; } = [];

        public Action AfterEach { get; init; } = () => { };

        public int Write(string entry)
        {
            Entries.Add(entry);
            AfterEach();
            return Entries.Count;
        }
    }

    [Fact]
    public async Task What_a_mutation_did_not_get_to_is_not_done_by_the_next_operation()
    {
        var engine = Engine();
        var mutation = new Journal();
        (await engine.AskJson("mutation { boom write(entry: \"late\") }", state: mutation))["data"].ShouldBeNull();

        var query = new Journal();
        (await engine.Ask("{ quiet }", state: query)).ShouldBe("""{"data":{"quiet":"q"}}""");

        mutation.Entries.ShouldBe(["boom"]);
        query.Entries.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("mutation { payload { now } }", "payload/now")]
    [InlineData("mutation { payload { later } }", "payload/later")]
    [InlineData("mutation { payloadLater { now } }", "payloadLater/now")]
    [InlineData("mutation { payloadLater { later } }", "payloadLater/later")]
    [InlineData("mutation { a: payload { b: self { now } } }", "a/b/now")]
    [InlineData("mutation { failsNow }", "failsNow")]
    [InlineData("mutation { failsLater }", "failsLater")]
    [InlineData("mutation { x: reports }", "x")]
    public async Task An_error_has_the_path_of_its_field(string mutation, string path)
    {
        var answer = await Engine().AskJson(mutation, state: new Journal());
        string.Join("/", answer["errors"]!.AsArray().ShouldHaveSingleItem()!["path"]!.AsArray()).ShouldBe(path);
    }

    [Fact]
    public async Task A_field_that_takes_its_payload_leaves_the_others()
    {
        var answer = await Engine()
            .AskJson("mutation { a: payload { must } b: payload { fine } c: payloadLater { mustLater } }");
        answer["data"]!.ToJsonString().ShouldBe("""{"a":null,"b":{"fine":"f"},"c":null}""");
    }

    [Fact]
    public async Task No_field_starts_after_the_time_is_up()
    {
        var time = new ManualTime();
        var journal = new Journal { AfterEach = () => time.Advance(TimeSpan.FromSeconds(6)) };
        var engine = Engine(new() { TimeProvider = time, ExecutionTimeout = TimeSpan.FromSeconds(5) });

        var answer = await engine.AskJson(
            "mutation { a: write(entry: \"a\") b: write(entry: \"b\") c: write(entry: \"c\") }",
            state: journal
        );

        journal.Entries.ShouldBe(["a"]);
        answer["data"]!.ToJsonString().ShouldBe("""{"a":1,"b":null,"c":null}""");
        answer["errors"]!
            .AsArray()
            .Select(e => $"{e!["path"]![0]} {e["extensions"]!["code"]}")
            .ShouldBe(["b EXECUTION_TIMEOUT", "c EXECUTION_TIMEOUT"]);
    }

    [Fact]
    public async Task No_field_starts_after_the_client_has_gone()
    {
        using var client = new CancellationTokenSource();
        var journal = new Journal { AfterEach = client.Cancel };
        var request = GraphQLRequest.Create("mutation { a: write(entry: \"a\") b: write(entry: \"b\") }");

        await Should.ThrowAsync<OperationCanceledException>(async () =>
            (await Engine().ExecuteAsync(request, journal, client.Token)).Dispose()
        );

        journal.Entries.ShouldBe(["a"]);
    }

    private static GraphQLEngine Engine(GraphQLEngineOptions? options = null) =>
        Answer.Engine(
            """
            type Query { quiet: String }
            type Mutation {
              write(entry: String!): Int
              boom: String!
              payload: Payload
              payloadLater: Payload
              failsNow: String
              failsLater: String
              reports: String
            }
            type Payload { fine: String now: String later: String must: String! mustLater: String! self: Payload }
            """,
            b =>
            {
                b.Query().Field("quiet", _ => "q");
                b.Mutation()
                    .Field("write", (_, ctx) => (int?)ctx.State<Journal>().Write(ctx.Argument<string>("entry")))
                    .Field(
                        "boom",
                        (_, ctx) =>
                        {
                            ctx.State<Journal>().Write("boom");
                            return (string?)null;
                        }
                    )
                    .Field("payload", _ => (int?)1)
                    .FieldAsync(
                        "payloadLater",
                        async (_, _) =>
                        {
                            await Task.Yield();
                            return (int?)1;
                        }
                    )
                    .Field("failsNow", _ => Fail())
                    .FieldAsync("failsLater", (_, _) => FailLater())
                    .Field(
                        "reports",
                        (_, ctx) =>
                        {
                            ctx.ReportError(new GraphQLException("no", "NO"));
                            return (string?)null;
                        }
                    );
                b.Object<int>("Payload")
                    .Field("fine", _ => "f")
                    .Field("now", _ => Fail())
                    .FieldAsync("later", (_, _) => FailLater())
                    .Field("must", _ => Fail())
                    .FieldAsync("mustLater", (_, _) => FailLater())
                    .Field("self", p => (int?)p);
            },
            options
        );

    private static string? Fail() => throw new GraphQLException("no", "NO");

    private static async ValueTask<string?> FailLater()
    {
        await Task.Yield();
        return Fail();
    }
}

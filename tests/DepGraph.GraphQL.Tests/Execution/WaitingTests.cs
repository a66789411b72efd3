using DepGraph.GraphQL.Requests;

namespace DepGraph.GraphQL.Tests.Execution;

public class WaitingTests
{
    private sealed class Gates
    {
        public TaskCompletionSource<string> First { get; } = new();

        public TaskCompletionSource<string> Second { get; } = new();

        public List<string> Started { get; } = [];

        public CancellationToken Token { get; set; }
    }

    private const string Sdl = """
        type Query { first: String second: String sync: String parts: [Part!]! }
        type Part { first: String sync: String }
        type Mutation { first: String second: Part boom: String! sync: String }
        """;

    [Fact]
    public async Task Siblings_all_start_before_any_is_waited_for()
    {
        var gates = new Gates();
        var answer = Engine().Ask("{ first second sync }", state: gates);
        gates.Started.ShouldBe(["first", "second", "sync"]);
        gates.Second.SetResult("b");
        gates.First.SetResult("a");
        (await answer).ShouldBe("""{"data":{"first":"a","second":"b","sync":"s"}}""");
    }

    [Fact]
    public async Task What_is_there_at_once_completes_synchronously()
    {
        var request = GraphQLRequest.Create("{ sync parts { sync } }");
        var execution = Engine().ExecuteAsync(request, new Gates(), TestContext.Current.CancellationToken);
        execution.IsCompletedSuccessfully.ShouldBeTrue();
        using var result = await execution;
        result.ToString().ShouldBe("""{"data":{"sync":"s","parts":[{"sync":"p"},{"sync":"p"}]}}""");
    }

    [Fact]
    public async Task Root_fields_of_a_mutation_run_one_after_the_other()
    {
        var gates = new Gates();
        var answer = Engine().Ask("mutation { first second { first } sync }", state: gates);
        gates.Started.ShouldBe(["first"]);
        gates.First.SetResult("a");
        (await answer).ShouldBe("""{"data":{"first":"a","second":{"first":"a"},"sync":"s"}}""");
        gates.Started.ShouldBe(["first", "second", "first", "sync"]);
    }

    [Fact]
    public async Task A_mutation_ends_with_the_field_that_takes_the_data()
    {
        var gates = new Gates();
        var answer = await Engine().AskJson("mutation { sync boom after: sync }", state: gates);
        answer["data"].ShouldBeNull();
        gates.Started.ShouldBe(["sync", "boom"]);
    }

    [Fact]
    public async Task After_the_time_out_the_open_fields_are_null_and_say_so()
    {
        var time = new ManualTime();
        var gates = new Gates();
        var engine = Engine(new() { TimeProvider = time, ExecutionTimeout = TimeSpan.FromSeconds(5) });
        var answer = engine.AskJson("{ sync first parts { first sync } }", state: gates);
        gates.Token.IsCancellationRequested.ShouldBeFalse();
        time.Advance(TimeSpan.FromSeconds(6));
        var json = await answer;
        json["data"]!
            .ToJsonString()
            .ShouldBe("""{"sync":"s","first":null,"parts":[{"first":null,"sync":"p"},{"first":null,"sync":"p"}]}""");
        json["errors"]!
            .AsArray()
            .Select(e => string.Join("/", e!["path"]!.AsArray()))
            .ShouldBe(["first", "parts/0/first", "parts/1/first"]);
        json["errors"]![0]!["extensions"]!["code"]!.GetValue<string>().ShouldBe("EXECUTION_TIMEOUT");
        gates.Token.IsCancellationRequested.ShouldBeTrue();
    }

    [Fact]
    public async Task A_client_that_goes_away_ends_the_execution()
    {
        var gates = new Gates();
        using var client = new CancellationTokenSource();
        var execution = Engine().ExecuteAsync(GraphQLRequest.Create("{ first }"), gates, client.Token).AsTask();
        await client.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => execution);
        gates.Token.IsCancellationRequested.ShouldBeTrue();
    }

    [Fact]
    public async Task Who_works_on_after_the_end_is_told()
    {
        var gates = new Gates();
        GraphQL.Execution.FieldContext? kept = null;
        var engine = Answer.Engine(
            "type Query { first: String }",
            b =>
                b.Query()
                    .FieldAsync(
                        "first",
                        (_, ctx) =>
                        {
                            kept = ctx;
                            return Wait(ctx, "first", g => g.First);
                        }
                    )
        );
        var answer = engine.Ask("{ first }", state: gates);
        gates.Token.IsCancellationRequested.ShouldBeFalse();
        gates.First.SetResult("a");
        await answer;
        gates.Token.IsCancellationRequested.ShouldBeTrue();
        kept!.CancellationToken.IsCancellationRequested.ShouldBeTrue();
    }

    [Fact]
    public async Task Many_operations_at_once_keep_apart()
    {
        var engine = Engine();
        var answers = await Task.WhenAll(
            Enumerable
                .Range(0, 200)
                .Select(i =>
                    Task.Run(async () =>
                    {
                        var gates = new Gates();
                        var answer = engine.Ask("{ sync first parts { first } }", state: gates);
                        await Task.Yield();
                        gates.First.SetResult($"{i}");
                        return await answer
                            == $$$"""{"data":{"sync":"s","first":"{{{i}}}","parts":[{"first":"{{{i}}}"},{"first":"{{{i}}}"}]}}""";
                    })
                )
        );
        answers.ShouldAllBe(a => a);
    }

    private static GraphQLEngine Engine(GraphQLEngineOptions? options = null) =>
        Answer.Engine(
            Sdl,
            b =>
            {
                b.Query()
                    .FieldAsync("first", (_, ctx) => Wait(ctx, "first", g => g.First))
                    .FieldAsync("second", (_, ctx) => Wait(ctx, "second", g => g.Second))
                    .Field("sync", (_, ctx) => Start(ctx, "sync", "s"))
                    .Field("parts", _ => new[] { 1, 2 });
                b.Mutation()
                    .FieldAsync("first", (_, ctx) => Wait(ctx, "first", g => g.First))
                    .Field("second", (_, ctx) => (int?)Start(ctx, "second", "s").Length)
                    .Field(
                        "boom",
                        (_, ctx) =>
                        {
                            Start(ctx, "boom", "");
                            return (string?)null;
                        }
                    )
                    .Field("sync", (_, ctx) => Start(ctx, "sync", "s"));
                b.Object<int>("Part")
                    .FieldAsync("first", (_, ctx) => Wait(ctx, "first", g => g.First))
                    .Field("sync", _ => "p");
            },
            options
        );

    private static string Start(GraphQL.Execution.FieldContext ctx, string field, string value)
    {
        ctx.State<Gates>().Started.Add(field);
        return value;
    }

    private static async ValueTask<string?> Wait(
        GraphQL.Execution.FieldContext ctx,
        string field,
        Func<Gates, TaskCompletionSource<string>> gate
    )
    {
        var gates = ctx.State<Gates>();
        gates.Started.Add(field);
        gates.Token = ctx.CancellationToken;
        return await gate(gates).Task;
    }
}

using System.Text.Json;
using DepGraph.EndToEnd.Answers;
using DepGraph.EndToEnd.Peers;
using DepGraph.Testing;

namespace DepGraph.EndToEnd.Operating;

/// <summary>Ingestions that clients ask for: begun, followed, called off, and kept over the end of the process.</summary>
public sealed class FollowedIngestions : IAsyncLifetime
{
    private const string Ingest = """
        mutation ($spec: String!) {
          ingest(input: { spec: $spec }) {
            ingestion { id spec state packagesFetched packagesPending error }
            errors { __typename ... on Error { message } }
          }
        }
        """;

    private readonly TemporaryFolder folder = new();
    private ScriptedRegistry? registry;

    private ScriptedRegistry Registry => registry!;

    public async ValueTask InitializeAsync()
    {
        registry = await ScriptedRegistry.StartAsync();
        registry.Publish("root", Packument.Of("root", "part"));
        registry.Publish("part", Packument.Of("part", "leaf"));
        registry.Publish("leaf", Packument.Of("leaf"));
    }

    public async ValueTask DisposeAsync()
    {
        if (registry is not null)
        {
            await registry.DisposeAsync();
        }

        folder.Dispose();
    }

    [Fact]
    public async Task It_fills_the_graph_below_its_spec_and_is_known_after_a_restart()
    {
        string id;
        IngestionAnswer ended;
        await using (var program = await StartAsync())
        {
            id = (await IngestAsync(program, "root@^1")).Id;
            ended = await IngestionAnswer.EndOfAsync(program, id);
            (await program.StopAsync()).ShouldBe(0);
        }

        ended.ShouldBe(new(id, "root@^1", "COMPLETE", 3, 0, null));
        using var gone = new ClosedPort();
        await using var restarted = await StartAsync(gone.Address);
        (await IngestionAnswer.FindAsync(restarted, id)).ShouldBe(ended);
        (await IngestionAnswer.ListAsync(restarted)).ShouldBe([ended]);
        (await NodeAsync(restarted, id)).ShouldBe("root@^1");
        (await SetAnswer.AskAsync(restarted, "root"))!.Entries.ShouldBe(["leaf@1.0.0 at 2", "part@1.0.0 at 1"]);
    }

    [Fact]
    public async Task One_that_runs_when_the_process_is_killed_is_taken_up_again()
    {
        using var hold = Registry.Hold("leaf");
        // What the dead held is soon free; a stalling machine, which loses such leases too, parks nothing.
        var settings = Settings
            .For(Registry.Address, folder)
            .With("Ingestion__LeaseDuration", "00:00:03")
            .With("Ingestion__MaxAttempts", "100");
        string id;
        await using (var program = await DepGraphProgram.StartAsync(settings))
        {
            id = (await IngestAsync(program, "root")).Id;
            await hold.Arrival;
            await program.KillAsync();
        }

        hold.Release();
        await using var restarted = await DepGraphProgram.StartAsync(settings);

        (await IngestionAnswer.EndOfAsync(restarted, id)).State.ShouldBe("COMPLETE");
        (await SetAnswer.AskAsync(restarted, "root", wait: 0))!.IsComplete.ShouldBeTrue();
    }

    [Fact]
    public async Task One_that_cannot_have_everything_is_partial_and_one_without_its_package_failed()
    {
        Registry.Publish("torn", Packument.Of("torn", "leaf", "guarded"));
        Registry.On(
            "guarded",
            context =>
            {
                context.Response.StatusCode = 403;
                return Task.CompletedTask;
            }
        );
        await using var program = await StartAsync();

        var torn = await IngestAsync(program, "torn");
        var missing = await IngestAsync(program, "nowhere");
        var unmatched = await IngestAsync(program, "leaf@^99");

        var partial = await IngestionAnswer.EndOfAsync(program, torn.Id);
        partial.State.ShouldBe("PARTIAL");
        partial.Error!.ShouldContain("guarded");
        var failed = await IngestionAnswer.EndOfAsync(program, missing.Id);
        failed.State.ShouldBe("FAILED");
        failed.Error!.ShouldContain("nowhere");
        (await IngestionAnswer.EndOfAsync(program, unmatched.Id)).Error!.ShouldContain("^99");
    }

    [Fact]
    public async Task A_refresh_asks_the_registry_however_fresh_the_package_is()
    {
        await using var program = await StartAsync();
        await program.DataAsync("""{ package(name: "leaf") { name } }""");
        Registry.Publish("leaf", Packument.Of("leaf", [("1.0.0", []), ("1.1.0", [])]));

        var data = await program.DataAsync(
            """mutation { refresh(input: { name: "leaf" }) { ingestion { id spec state packagesFetched packagesPending error } errors { __typename } } }"""
        );
        var refresh = IngestionAnswer.Read(data.GetProperty("refresh").GetProperty("ingestion"))!;
        var ended = await IngestionAnswer.EndOfAsync(program, refresh.Id);

        ended.State.ShouldBe("COMPLETE");
        var after = await program.DataAsync("""{ package(name: "leaf") { latest { version } } }""");
        after.GetProperty("package").GetProperty("latest").GetProperty("version").GetString().ShouldBe("1.1.0");
        Registry.Requests.Count(request => request is { Name: "leaf", IfNoneMatch: not null }).ShouldBe(1);
    }

    [Fact]
    public async Task It_can_be_called_off_once()
    {
        using var hold = Registry.Hold("part");
        await using var program = await StartAsync();
        var id = (await IngestAsync(program, "root")).Id;
        await hold.Arrival;

        var first = await CancelAsync(program, id);
        var second = await CancelAsync(program, id);
        var unknown = await CancelAsync(program, "bm9uZQ");

        first.GetProperty("ingestion").GetProperty("state").GetString().ShouldBe("CANCELLED");
        first.GetProperty("errors").GetArrayLength().ShouldBe(0);
        second.GetProperty("ingestion").IsNull().ShouldBeTrue();
        second.GetProperty("errors")[0].GetProperty("__typename").GetString().ShouldBe("IngestionFinishedError");
        unknown.GetProperty("errors")[0].GetProperty("__typename").GetString().ShouldBe("IngestionNotFoundError");
        (await IngestionAnswer.FindAsync(program, id))!.State.ShouldBe("CANCELLED");
    }

    [Fact]
    public async Task They_are_paged_newest_first()
    {
        await using var program = await StartAsync();
        var ids = new List<string>();
        foreach (var spec in new[] { "root", "part", "leaf" })
        {
            var ingestion = await IngestAsync(program, spec);
            await IngestionAnswer.EndOfAsync(program, ingestion.Id);
            ids.Insert(0, ingestion.Id);
        }

        var found = new List<string>();
        string? after = null;
        for (var hasNext = true; hasNext; )
        {
            var page = (
                await program.DataAsync(
                    "query ($after: String) { ingestions(first: 2, after: $after) { totalCount nodes { id } pageInfo { hasNextPage endCursor } } }",
                    new { after }
                )
            ).GetProperty("ingestions");
            page.GetProperty("totalCount").GetInt32().ShouldBe(3);
            found.AddRange(
                page.GetProperty("nodes").EnumerateArray().Select(node => node.GetProperty("id").GetString()!)
            );
            after = page.GetProperty("pageInfo").GetProperty("endCursor").GetString();
            hasNext = page.GetProperty("pageInfo").GetProperty("hasNextPage").GetBoolean();
        }

        found.ShouldBe(ids);
    }

    private Task<DepGraphProgram> StartAsync(Uri? address = null) =>
        DepGraphProgram.StartAsync(Settings.For(address ?? Registry.Address, folder));

    private static async Task<IngestionAnswer> IngestAsync(DepGraphProgram program, string spec)
    {
        var payload = (await program.DataAsync(Ingest, new { spec })).GetProperty("ingest");
        payload.GetProperty("errors").GetArrayLength().ShouldBe(0, payload.ToString());
        var ingestion = IngestionAnswer.Read(payload.GetProperty("ingestion"))!;
        ingestion.Spec.ShouldBe(spec);
        return ingestion;
    }

    private static async Task<JsonElement> CancelAsync(DepGraphProgram program, string id) =>
        (
            await program.DataAsync(
                "mutation ($id: ID!) { cancelIngestion(input: { id: $id }) { ingestion { state } errors { __typename ... on Error { message } } } }",
                new { id }
            )
        ).GetProperty("cancelIngestion");

    private static async Task<string?> NodeAsync(DepGraphProgram program, string id) =>
        (await program.DataAsync("query ($id: ID!) { node(id: $id) { ... on Ingestion { spec } } }", new { id }))
            .GetProperty("node")
            .GetProperty("spec")
            .GetString();
}

using System.Text.Json;
using DepGraph.EndToEnd.Answers;
using DepGraph.EndToEnd.Peers;
using DepGraph.Testing;

namespace DepGraph.EndToEnd.Queue;

/// <summary>
/// Neo4j itself dies (SIGKILL) and comes back from the same folder, with workers and replicas on it that are not started anew for that.
/// </summary>
[Collection(Neo4jQueueServer.Collection)]
public sealed class OutagesOfNeo4j(Neo4jQueueServer neo4j)
{
    private static readonly string[] Specs = ["express@^4", "chalk@^4", "@syn/c1", "@syn/chain-0"];

    /// <summary>Short, so that what is in flight hears of an outage rather than sleeping through it.</summary>
    private static readonly TimeSpan BusyTimeout = TimeSpan.FromSeconds(2);

    private static readonly (string, string)[] ShortLeases =
    [
        ("Ingestion__LeaseDuration", "00:00:03"),
        ("Ingestion__MaxAttempts", "100"),
    ];

    [Fact]
    public async Task Neo4j_workers_and_a_replica_die_under_load_and_nothing_that_was_acknowledged_is_lost()
    {
        await using var registry = await ReplayRegistry.StartAsync("--latency", "20");
        await using var front = await ScriptedRegistry.StartAsync();
        front.OnOthers(Forwarding.To(registry.Address));
        var (expectedGraph, expected) = await CleanRun.OfAsync(registry.Address, Specs);
        var server = await neo4j.ServerAsync();
        await using var fleet = new Fleet(await neo4j.CreateAsync(BusyTimeout), front.Address, ShortLeases);
        var workers = await fleet.StartWorkersAsync(3);
        DepGraphProgram[] replicas = [await fleet.StartReplicaAsync(), await fleet.StartReplicaAsync()];
        // The chain of 150 packages goes on a little between the kills, and is never done before the last.
        using var first = front.Hold("@syn/chain-30");
        using var second = front.Hold("@syn/chain-32");
        using var third = front.Hold("@syn/chain-60");
        string[] ids = [.. await Task.WhenAll(Specs.Select((spec, i) => AcknowledgedAsync(replicas[i % 2], spec)))];
        await using var load = new Load(replicas.Length, i => Volatile.Read(ref replicas[i]), expected);

        await first.Arrival;
        await server.KillAsync();
        first.Release();
        // What a worker has begun it goes on with, although the store is away.
        await second.Arrival;
        await Task.WhenAll(workers.Take(2).Select(worker => worker.KillAsync()));
        await replicas[0].KillAsync();
        await server.RestartAsync();
        Volatile.Write(ref replicas[0], await fleet.StartReplicaAsync());
        await fleet.StartWorkersAsync(2);
        second.Release();
        await third.Arrival;
        await server.KillAsync();
        await server.RestartAsync();
        (await UnfinishedAsync(replicas[1], ids)).ShouldNotBeEmpty("the kill came too late to interrupt anything");
        third.Release();
        await load.ProgressAsync(answers: 20);
        await load.EndAsync();

        foreach (var replica in replicas)
        {
            await Fleet.ShouldCompleteAsync(replica, [.. ids, .. load.Acknowledged]);
            foreach (var (spec, set) in expected)
            {
                (await CompleteAsync(replica, spec)).ShouldEqual(set);
            }
        }

        GraphLine.ShouldBe(await fleet.ReadGraphAsync(replicas[0]), expectedGraph);
    }

    [Fact]
    public async Task While_Neo4j_is_away_answers_say_so_and_afterwards_all_is_right_without_a_new_start()
    {
        await using var registry = await ScriptedRegistry.StartAsync();
        registry.Publish("known", Packument.Of("known"));
        registry.Publish("unknown", Packument.Of("unknown"));
        var server = await neo4j.ServerAsync();
        await using var fleet = new Fleet(await neo4j.CreateAsync(BusyTimeout), registry.Address);
        var worker = await fleet.StartWorkerAsync();
        DepGraphProgram[] replicas = [await fleet.StartReplicaAsync(), await fleet.StartReplicaAsync()];
        var id = await Fleet.IngestAsync(replicas[0], "known");
        foreach (var replica in replicas)
        {
            await Fleet.ShouldCompleteAsync(replica, [id]);
            (await LatestAsync(replica, "known")).ShouldBe("1.0.0");
        }

        using var published = await Subscription.OpenAsync(
            replicas[1],
            """subscription { versionPublished(names: ["known"]) { version } }"""
        );

        await server.KillAsync();

        foreach (var replica in replicas)
        {
            // What is in memory is answered; what would take the store says that.
            (await LatestAsync(replica, "known")).ShouldBe("1.0.0");
            var order = await replica.AskAsync(
                """mutation { ingest(input: { spec: "unknown" }) { ingestion { id } errors { __typename } } }"""
            );
            ShouldSayThatTheStoreIsAway(order.SingleError());
            var look = await replica.AskAsync("query ($id: ID!) { ingestion(id: $id) { state } }", new { id });
            ShouldSayThatTheStoreIsAway(look.SingleError());
            var unknown = await Eventually.BecomesAsync(
                () => replica.AskAsync("""{ package(name: "unknown") { name } }""", wait: 60),
                answer => answer.SingleError().Code() != "PENDING",
                "the answer is an error that says why"
            );
            ShouldSayThatTheStoreIsAway(unknown.SingleError());
            await Eventually.BecomesAsync(
                () => ReadyAsync(replica),
                ready => !ready.IsReady && ready.Body.Contains("\"store\":"),
                "it is not ready, for the store"
            );
        }

        await server.RestartAsync();

        foreach (var replica in replicas)
        {
            await Eventually.BecomesAsync(
                () => replica.AskAsync("""{ package(name: "unknown") { latest { version } } }""", wait: 60),
                answer => !answer.TryGetProperty("errors", out _),
                "what was not to be had is answered"
            );
            await Eventually.BecomesAsync(() => ReadyAsync(replica), ready => ready.IsReady, "it is ready again");
            var found = await OnceAsync(replica, "query ($id: ID!) { ingestion(id: $id) { state } }", new { id });
            found.GetProperty("ingestion").GetProperty("state").GetString().ShouldBe("COMPLETE");
        }

        registry.Publish("known", Packument.Of("known", [("1.0.0", []), ("1.1.0", [])]));
        await OnceAsync(replicas[0], """mutation { refresh(input: { name: "known" }) { errors { __typename } } }""");
        (await published.NextAsync())
            .GetProperty("versionPublished")
            .GetProperty("version")
            .GetString()
            .ShouldBe("1.1.0");
        (await worker.StopAsync()).ShouldBe(0, worker.Log);
    }

    /// <summary>The data, once the store answers: behind its return a question may find it busy for longer than these programs wait.</summary>
    private static async Task<JsonElement> OnceAsync(DepGraphProgram replica, string query, object? variables = null)
    {
        var answer = await Eventually.BecomesAsync(
            () => replica.AskAsync(query, variables),
            answer => !answer.TryGetProperty("errors", out _),
            "the store answers"
        );
        return answer.GetProperty("data");
    }

    private static async Task<string> AcknowledgedAsync(DepGraphProgram replica, string spec)
    {
        var (id, _) = await Eventually.BecomesAsync(
            () => Fleet.TryIngestAsync(replica, spec),
            answer => answer.Id is not null,
            $"the ingestion of {spec} is acknowledged"
        );
        return id!;
    }

    /// <summary>A failure of the store counts for a moment.</summary>
    private static async Task<SetAnswer> CompleteAsync(DepGraphProgram replica, string spec)
    {
        var (set, _) = await Eventually.BecomesAsync(
            () => SetAnswer.TryAskAsync(replica, spec, wait: 60),
            answer => answer.Set is { IsComplete: true },
            $"the set of {spec} is whole"
        );
        return set!;
    }

    private static async Task<IReadOnlyList<string>> UnfinishedAsync(DepGraphProgram replica, string[] ids)
    {
        var found = await OnceAsync(replica, "{ ingestions(first: 1000) { nodes { id state } } }");
        return
        [
            .. found
                .GetProperty("ingestions")
                .GetProperty("nodes")
                .EnumerateArray()
                .Where(node => node.GetProperty("state").GetString() is "QUEUED" or "RUNNING")
                .Select(node => node.GetProperty("id").GetString()!)
                .Intersect(ids),
        ];
    }

    private static void ShouldSayThatTheStoreIsAway(JsonElement error)
    {
        error.Code().ShouldBe("STORE_UNAVAILABLE");
        error.GetProperty("extensions").GetProperty("retryable").GetBoolean().ShouldBeTrue();
        error.GetRawText().ShouldNotContain("127.0.0.1");
    }

    private static async Task<string?> LatestAsync(DepGraphProgram replica, string name)
    {
        var data = await replica.DataAsync($$"""{ package(name: "{{name}}") { latest { version } } }""", wait: 60);
        return data.GetProperty("package").GetProperty("latest").GetProperty("version").GetString();
    }

    private static async Task<(bool IsReady, string Body)> ReadyAsync(DepGraphProgram replica)
    {
        using var response = await replica.Http.GetAsync("/health/ready");
        return (response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
    }
}

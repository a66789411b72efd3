using DepGraph.EndToEnd.Answers;
using DepGraph.EndToEnd.Peers;
using DepGraph.Testing;

namespace DepGraph.EndToEnd.Queue;

/// <summary>
/// Processes die in the middle of their work (SIGKILL). What was acknowledged is done all the same, by others, and the graph is that of a run in
/// which nobody died.
/// </summary>
public abstract class Kills(Func<Task<IQueuePlace>> createPlace)
{
    private const string LaterSpec = "eslint@^8";

    private static readonly string[] Specs = ["express@^4", "chalk@^4", "@syn/chain-0"];

    /// <summary>
    /// Short, so that what the dead held is soon taken up; and so many attempts that a stalling machine, which loses such leases too, parks
    /// nothing.
    /// </summary>
    private static readonly (string, string)[] ShortLeases =
    [
        ("Ingestion__LeaseDuration", "00:00:03"),
        ("Ingestion__MaxAttempts", "100"),
    ];

    [Fact]
    public async Task Killed_workers_and_a_killed_replica_lose_nothing_that_was_acknowledged()
    {
        await using var registry = await ReplayRegistry.StartAsync("--latency", "20");
        await using var front = await ScriptedRegistry.StartAsync();
        front.OnOthers(Forwarding.To(registry.Address));
        var (expectedGraph, expected) = await CleanRun.OfAsync(registry.Address, [.. Specs, LaterSpec]);
        await using var fleet = new Fleet(await createPlace(), front.Address, ShortLeases);
        var replica = await fleet.StartReplicaAsync();
        var ids = new List<string>();
        foreach (var spec in Specs)
        {
            ids.Add(await Fleet.IngestAsync(replica, spec));
        }

        // Acknowledged, and nobody has begun it.
        await replica.KillAsync();
        replica = await fleet.StartReplicaAsync();
        ids.Add(await Fleet.IngestAsync(replica, LaterSpec));
        foreach (var link in (int[])[30, 60, 90])
        {
            // The chain of 150 packages goes on a little with each worker, and is never done before its kill.
            using var hold = front.Hold($"@syn/chain-{link}");
            var workers = await fleet.StartWorkersAsync(2);
            await hold.Arrival;
            await Task.WhenAll(workers.Select(worker => worker.KillAsync()));
            await replica.KillAsync();
            replica = await fleet.StartReplicaAsync();
            var left = await Task.WhenAll(ids.Select(id => IngestionAnswer.FindAsync(replica, id)));
            left.ShouldContain(ingestion => !ingestion!.HasEnded, "the kill came too late to interrupt anything");
        }

        await fleet.StartWorkersAsync(2);

        await Fleet.ShouldCompleteAsync(replica, ids);
        foreach (var (spec, set) in expected)
        {
            (await SetAnswer.AskAsync(replica, spec, wait: 0))!.ShouldEqual(set);
        }

        GraphLine.ShouldBe(await fleet.ReadGraphAsync(replica), expectedGraph);
    }

    [Fact]
    public async Task An_answer_that_waits_gets_what_it_waits_for_although_the_worker_dies()
    {
        await using var registry = await ScriptedRegistry.StartAsync();
        registry.Publish("root", Packument.Of("root", "part"));
        registry.Publish("part", Packument.Of("part"));
        using var hold = registry.Hold("part");
        await using var fleet = new Fleet(await createPlace(), registry.Address, ShortLeases);
        var replica = await fleet.StartReplicaAsync();
        var dying = await fleet.StartWorkerAsync();
        var answer = SetAnswer.AskAsync(replica, "root");
        await hold.Arrival;

        await dying.KillAsync();
        hold.Release();
        await fleet.StartWorkerAsync();

        // Where the machine is so slow that the answer's time is over first, the ingestion that it names brings the rest.
        var set = (await answer)!;
        if (set.IngestionId is { } id)
        {
            await Fleet.ShouldCompleteAsync(replica, [id]);
            set = (await SetAnswer.AskAsync(replica, "root"))!;
        }

        set.Entries.ShouldBe(["part@1.0.0 at 1"]);
        set.IsComplete.ShouldBeTrue();
    }

    [Fact]
    public async Task A_job_that_no_worker_survives_is_parked_and_holds_up_no_other()
    {
        await using var registry = await ScriptedRegistry.StartAsync();
        registry.Publish("good", Packument.Of("good"));
        registry.Publish("deadly", Packument.Of("deadly"));
        await using var fleet = new Fleet(
            await createPlace(),
            registry.Address,
            ("Ingestion__LeaseDuration", "00:00:03"),
            ("Ingestion__MaxAttempts", "2")
        );
        var replica = await fleet.StartReplicaAsync();
        var deadly = await Fleet.IngestAsync(replica, "deadly");
        for (var isParked = false; !isParked; )
        {
            using var hold = registry.Hold("deadly");
            var worker = await fleet.StartWorkerAsync();
            var parked = IngestionAnswer.EndOfAsync(replica, deadly);
            isParked = await Task.WhenAny(parked, hold.Arrival) == parked;
            await worker.KillAsync();
        }

        // What this one begins it does not lose to a machine that stalls.
        await fleet.StartWorkerAsync(("Ingestion__LeaseDuration", "00:10:00"));
        var good = await Fleet.IngestAsync(replica, "good");

        await Fleet.ShouldCompleteAsync(replica, [good]);
        var work = await Fleet.WorkOfAsync(replica, deadly);
        work.GetProperty("state").GetString().ShouldBe("FAILED");
        work.GetProperty("attempts").GetInt32().ShouldBe(2);
        work.GetProperty("error").GetString().ShouldNotBeNull().ShouldContain("2 attempts");
    }
}

public sealed class KillsOverSqlite() : Kills(SqliteQueuePlace.CreateAsync);

[Collection(Neo4jQueueServer.Collection)]
public sealed class KillsOverNeo4j(Neo4jQueueServer server) : Kills(server.CreateAsync);

using System.Text.Json;
using DepGraph.EndToEnd.Answers;
using DepGraph.EndToEnd.Peers;
using DepGraph.Testing;

namespace DepGraph.EndToEnd.Queue;

/// <summary>What clients can have done and see, at any replica, with the work elsewhere.</summary>
public abstract class WorkAtAReplica(Func<Task<IQueuePlace>> createPlace) : FleetScenario(createPlace)
{
    protected override void Publish()
    {
        Registry.Publish("root", Packument.Of("root", "part"));
        Registry.Publish("part", Packument.Of("part", "leaf"));
        Registry.Publish("leaf", Packument.Of("leaf"));
    }

    [Fact]
    public async Task Progress_is_seen_at_every_replica_with_the_worker_that_makes_it()
    {
        using var hold = Registry.Hold("leaf");
        var worker = await Fleet.StartWorkerAsync(("Ingestion__WorkerName", "digger"));
        var asked = await Fleet.StartReplicaAsync();
        var other = await Fleet.StartReplicaAsync();
        var id = await Fleet.IngestAsync(asked, "root");
        await hold.Arrival;

        var work = await Eventually.BecomesAsync(
            () => Fleet.WorkOfAsync(other, id),
            found => found.GetProperty("packagesFetched").GetInt32() == 2,
            "the other replica shows what is fetched"
        );

        work.GetProperty("state").GetString().ShouldBe("RUNNING");
        work.GetProperty("worker").GetString().ShouldBe(worker.Name);
        worker.Name.ShouldStartWith("digger/");
        work.GetProperty("heartbeatAt").IsNull().ShouldBeFalse();
        hold.Release();
        await Fleet.ShouldCompleteAsync(other, [id]);
    }

    [Fact]
    public async Task It_can_be_called_off_at_another_replica_and_its_worker_stops()
    {
        using var hold = Registry.Hold("part");
        var worker = await Fleet.StartWorkerAsync();
        var asked = await Fleet.StartReplicaAsync();
        var other = await Fleet.StartReplicaAsync();
        var id = await Fleet.IngestAsync(asked, "root");
        await hold.Arrival;

        var cancelled = await other.DataAsync(
            "mutation ($id: ID!) { cancelIngestion(input: { id: $id }) { ingestion { state } errors { __typename } } }",
            new { id }
        );
        await Eventually.HoldsAsync(() => worker.Log.Contains("ended Cancelled"), "the worker has stopped");
        hold.Release();
        // Something else to do, which is done after what must not be.
        await IngestionAnswer.EndOfAsync(other, await Fleet.IngestAsync(other, "part@^9"));

        cancelled
            .GetProperty("cancelIngestion")
            .GetProperty("ingestion")
            .GetProperty("state")
            .GetString()
            .ShouldBe("CANCELLED");
        Registry.CountOf("leaf").ShouldBe(0);
        (await IngestionAnswer.FindAsync(asked, id))!.State.ShouldBe("CANCELLED");
    }

    [Fact]
    public async Task A_failure_is_answered_as_such_and_does_not_wait_for_the_deadline()
    {
        Registry.On(
            "guarded",
            context =>
            {
                context.Response.StatusCode = 403;
                return Task.CompletedTask;
            }
        );
        await Fleet.StartWorkerAsync();
        var replica = await Fleet.StartReplicaAsync();

        var answer = await Eventually.BecomesAsync(
            () => replica.AskAsync("""{ package(name: "guarded") { name } }"""),
            found => found.SingleError().Code() != "PENDING",
            "the failure is known"
        );

        answer.SingleError().Code().ShouldBe("REGISTRY_UNAUTHORIZED");
        answer.SingleError().Message().ShouldContain("guarded");
    }

    [Fact]
    public async Task Without_a_worker_an_answer_is_partial_and_its_ingestion_waits_for_one()
    {
        var replica = await Fleet.StartReplicaAsync();
        var other = await Fleet.StartReplicaAsync();

        var answer = await replica.AskAsync("""{ package(name: "leaf") { name } }""", wait: 0);

        var error = answer.SingleError();
        error.Code().ShouldBe("PENDING");
        var id = error.GetProperty("extensions").GetProperty("ingestionId").GetString()!;
        (await IngestionAnswer.FindAsync(other, id))!.State.ShouldBe("QUEUED");
        await Fleet.StartWorkerAsync();
        await Fleet.ShouldCompleteAsync(other, [id]);
        var found = await other.DataAsync("""{ package(name: "leaf") { name } }""", wait: 0);
        found.GetProperty("package").GetProperty("name").GetString().ShouldBe("leaf");
    }

    [Fact]
    public async Task A_refresh_and_a_full_document_come_through_the_queue_and_all_replicas_converge()
    {
        await Fleet.StartWorkerAsync();
        var replica = await Fleet.StartReplicaAsync();
        var other = await Fleet.StartReplicaAsync();
        (await LatestAsync(replica)).ShouldBe("1.0.0");
        (await LatestAsync(other)).ShouldBe("1.0.0");
        Registry.Publish("leaf", Packument.Of("leaf", [("1.0.0", []), ("1.1.0", [])]));

        await replica.DataAsync("""mutation { refresh(input: { name: "leaf" }) { errors { __typename } } }""");

        foreach (var each in (DepGraphProgram[])[replica, other])
        {
            await Eventually.BecomesAsync(() => LatestAsync(each), latest => latest == "1.1.0", "1.1.0 is latest");
        }

        var details = await Eventually.BecomesAsync(
            () => replica.AskAsync("""{ package(name: "leaf") { latest { license } } }"""),
            found => !found.TryGetProperty("errors", out _),
            "the full document is there"
        );
        details.GetProperty("data").GetProperty("package").GetProperty("latest").IsNull().ShouldBeFalse();
    }

    [Fact]
    public async Task Streams_of_one_replica_tell_what_a_worker_does_that_another_replica_asked_for()
    {
        await Fleet.StartWorkerAsync();
        var asked = await Fleet.StartReplicaAsync();
        var other = await Fleet.StartReplicaAsync();
        (await LatestAsync(asked)).ShouldBe("1.0.0");
        using var published = await Subscription.OpenAsync(
            other,
            """subscription { versionPublished(names: ["leaf"]) { version package { name } } }"""
        );
        Registry.Publish("leaf", Packument.Of("leaf", [("1.0.0", []), ("1.1.0", [])]));
        using var hold = Registry.Hold("leaf");

        var refreshed = await asked.DataAsync("""mutation { refresh(input: { name: "leaf" }) { ingestion { id } } }""");
        var id = refreshed.GetProperty("refresh").GetProperty("ingestion").GetProperty("id").GetString();
        using var progress = await Subscription.OpenAsync(
            other,
            "subscription ($id: ID!) { ingestionProgress(id: $id) { state } }",
            new { id }
        );
        await hold.Arrival;
        hold.Release();

        var version = (await published.NextAsync()).GetProperty("versionPublished");
        SetAnswer.Id(version).ShouldBe("leaf@1.1.0");
        var state = "";
        while (state != "COMPLETE")
        {
            state = (await progress.NextAsync()).GetProperty("ingestionProgress").GetProperty("state").GetString();
            state.ShouldBeOneOf("QUEUED", "RUNNING", "COMPLETE");
        }
    }

    [Fact]
    public async Task A_worker_that_is_stopped_gives_its_work_to_the_next_at_once()
    {
        using var hold = Registry.Hold("leaf");
        var leaving = await Fleet.StartWorkerAsync();
        var replica = await Fleet.StartReplicaAsync();
        var id = await Fleet.IngestAsync(replica, "root");
        await hold.Arrival;

        (await leaving.StopAsync()).ShouldBe(0, leaving.Log);

        var left = await Fleet.WorkOfAsync(replica, id);
        left.GetProperty("state").GetString().ShouldBe("QUEUED");
        left.GetProperty("attempts").GetInt32().ShouldBe(0);
        hold.Release();
        await Fleet.StartWorkerAsync();
        // Leases last for minutes here: only what was given back can be taken up.
        await Fleet.ShouldCompleteAsync(replica, [id]);
        Registry.CountOf("root").ShouldBe(1);
        Registry.CountOf("part").ShouldBe(1);
    }

    private static async Task<string> LatestAsync(DepGraphProgram replica)
    {
        JsonElement answer = await Eventually.BecomesAsync(
            () => replica.AskAsync("""{ package(name: "leaf") { latest { version } } }"""),
            found => !found.TryGetProperty("errors", out _),
            "the package is there"
        );
        return answer
            .GetProperty("data")
            .GetProperty("package")
            .GetProperty("latest")
            .GetProperty("version")
            .GetString()!;
    }
}

public sealed class WorkAtAReplicaOverSqlite() : WorkAtAReplica(SqliteQueuePlace.CreateAsync);

[Collection(Neo4jQueueServer.Collection)]
public sealed class WorkAtAReplicaOverNeo4j(Neo4jQueueServer server) : WorkAtAReplica(server.CreateAsync);

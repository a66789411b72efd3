using DepGraph.EndToEnd.Answers;
using DepGraph.EndToEnd.Peers;
using DepGraph.EndToEnd.Queue;
using DepGraph.Testing;

namespace DepGraph.EndToEnd.Scaled;

/// <summary>
/// Processes on one store with <c>Ingestion:ConsistentReads</c>: what one has shown, the next question at another shows too. It is asked once
/// each time, and in many rounds: without the setting some of them are older, by up to 250 ms. However slow the machine is, nothing
/// becomes stale: who asks the registry has been told to.
/// </summary>
public abstract class ConsistentReplicas(Func<Task<IQueuePlace>> createPlace)
    : FleetScenario(
        createPlace,
        ("Ingestion__ConsistentReads", "true"),
        ("Ingestion__Freshness", "3650d"),
        ("Ingestion__RefreshInterval", "0")
    )
{
    private const int Rounds = 25;

    protected override void Publish()
    {
        Registry.Publish("leaf", Packument.Of("leaf"));
        string[] parts = [.. Enumerable.Range(0, Rounds + 1).Select(Part)];
        Array.ForEach(parts, part => Registry.Publish(part, Packument.Of(part, "leaf")));
        Registry.Publish("parts", Packument.Of("parts", parts));
        Publish(round: 0);
    }

    [Fact]
    public async Task What_one_process_has_fetched_to_the_end_the_next_question_at_another_shows()
    {
        var fetching = await Fleet.StartInlineAsync();
        var other = await Fleet.StartReplicaAsync();
        await Fleet.ShouldCompleteAsync(fetching, [await Fleet.IngestAsync(fetching, "root")]);
        await Fleet.ShouldCompleteAsync(fetching, [await Fleet.IngestAsync(fetching, "parts")]);
        ShouldBe(await SetAsync(other), round: 0);

        for (var round = 1; round <= Rounds; round++)
        {
            Publish(round);
            await CompletionAsync(fetching, await RefreshAsync(fetching));

            ShouldBe(await SetAsync(other), round);
        }

        // By the one process, whenever it was told to.
        Registry.CountOf("root").ShouldBe(1 + Rounds);
        Enumerable.Range(0, Rounds + 1).ShouldAllBe(round => Registry.CountOf(Part(round)) == 1);
    }

    [Fact]
    public async Task What_one_replica_has_answered_the_next_question_at_another_shows()
    {
        await Fleet.StartWorkerAsync();
        DepGraphProgram[] replicas = [await Fleet.StartReplicaAsync(), await Fleet.StartReplicaAsync()];
        await Fleet.ShouldCompleteAsync(replicas[0], [await Fleet.IngestAsync(replicas[0], "root")]);
        await Fleet.ShouldCompleteAsync(replicas[0], [await Fleet.IngestAsync(replicas[0], "parts")]);
        ShouldBe(await SetAsync(replicas[0]), round: 0);

        for (var round = 1; round <= Rounds; round++)
        {
            var (one, other) = (replicas[round % 2], replicas[1 - (round % 2)]);
            Publish(round);
            var id = await RefreshAsync(one);
            await Eventually.BecomesAsync(() => SetAsync(one), set => set.Root == Root(round), "one replica shows it");

            ShouldBe(await SetAsync(other), round);
            // A refresh that has not ended is the answer to the next one.
            await Fleet.ShouldCompleteAsync(one, [id]);
        }
    }

    private static string Part(int round) => $"part-{round}";

    private static string Root(int round) => $"root@1.0.{round}";

    /// <summary>The package gains a version, which depends on something else than those before.</summary>
    private void Publish(int round) =>
        Registry.Publish(
            "root",
            Packument.Of(
                "root",
                [.. Enumerable.Range(0, round + 1).Select(past => ($"1.0.{past}", new[] { Part(past) }))]
            )
        );

    /// <summary>Has the registry asked for the package again; gives the id of the ingestion.</summary>
    private static async Task<string> RefreshAsync(DepGraphProgram program)
    {
        var data = await program.DataAsync("""mutation { refresh(input: { name: "root" }) { ingestion { id } } }""");
        return data.GetProperty("refresh").GetProperty("ingestion").GetProperty("id").GetString()!;
    }

    /// <summary>Returns in the moment in which the program says that the ingestion is complete.</summary>
    private static async Task CompletionAsync(DepGraphProgram program, string id)
    {
        using var progress = await Subscription.OpenAsync(
            program,
            "subscription ($id: ID!) { ingestionProgress(id: $id) { state } }",
            new { id }
        );
        var state = "";
        while (state != "COMPLETE")
        {
            state = (await progress.NextAsync()).GetProperty("ingestionProgress").GetProperty("state").GetString();
            state.ShouldBeOneOf("QUEUED", "RUNNING", "COMPLETE");
        }
    }

    /// <summary>Asks once, for what is in the graph.</summary>
    private static async Task<SetAnswer> SetAsync(DepGraphProgram program) =>
        (await SetAnswer.AskAsync(program, "root", wait: 0)).ShouldNotBeNull();

    private static void ShouldBe(SetAnswer set, int round)
    {
        set.Root.ShouldBe(Root(round));
        set.IsComplete.ShouldBeTrue();
        set.Entries.ShouldBe(["leaf@1.0.0 at 2", $"{Part(round)}@1.0.0 at 1"]);
        set.Edges.ShouldBe([
            $"{Part(round)}@1.0.0 leaf PROD ^1.0.0 leaf@1.0.0",
            $"{Root(round)} {Part(round)} PROD ^1.0.0 {Part(round)}@1.0.0",
        ]);
    }
}

public sealed class ConsistentReplicasOverSqlite() : ConsistentReplicas(SqliteQueuePlace.CreateAsync);

[Collection(Neo4jQueueServer.Collection)]
public sealed class ConsistentReplicasOverNeo4j(Neo4jQueueServer server) : ConsistentReplicas(server.CreateAsync);

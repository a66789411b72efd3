using DepGraph.EndToEnd.Answers;
using DepGraph.EndToEnd.Peers;
using DepGraph.Testing;

namespace DepGraph.EndToEnd.Queue;

/// <summary>Three workers and two replicas of the API on one store.</summary>
public abstract class SideBySide(Func<Task<IQueuePlace>> createPlace)
{
    private static readonly string[] Specs =
    [
        "express@^4",
        "webpack@^5",
        "jest@^29",
        "eslint@^8",
        "@syn/chain-0",
        "@syn/c1",
    ];

    [Fact]
    public async Task Every_replica_answers_the_oracles_sets_and_each_package_is_fetched_once()
    {
        await using var registry = await ReplayRegistry.StartAsync();
        await using var front = await ScriptedRegistry.StartAsync();
        front.OnOthers(Forwarding.To(registry.Address));
        var expected = new Dictionary<string, SetAnswer>();
        foreach (var spec in Specs)
        {
            expected[spec] = await SetAnswer.ReferenceAsync(registry.Address, spec);
        }

        await using var fleet = new Fleet(await createPlace(), front.Address);
        await fleet.StartWorkersAsync(3);
        DepGraphProgram[] replicas = [await fleet.StartReplicaAsync(), await fleet.StartReplicaAsync()];

        // All at once, so that closures overlap on several workers.
        var questions = replicas.SelectMany(replica =>
            Specs.Select(async spec => (Spec: spec, Set: await CompleteAsync(replica, spec)))
        );

        foreach (var (spec, set) in await Task.WhenAll(questions))
        {
            set.ShouldEqual(expected[spec]);
        }

        front
            .Requests.GroupBy(request => request.Name)
            .Where(group => group.Count() > 1)
            .Select(group => $"{group.Key} {group.Count()} times")
            .ShouldBeEmpty();
    }

    [Fact]
    public async Task What_workers_have_fetched_is_answered_when_they_are_gone()
    {
        await using var registry = await ScriptedRegistry.StartAsync();
        registry.Publish("root", Packument.Of("root", "part"));
        registry.Publish("part", Packument.Of("part"));
        await using var fleet = new Fleet(await createPlace(), registry.Address);
        var worker = await fleet.StartWorkerAsync();
        var replica = await fleet.StartReplicaAsync();
        var set = await CompleteAsync(replica, "root");

        (await worker.StopAsync()).ShouldBe(0, worker.Log);

        var other = await fleet.StartReplicaAsync();
        (await SetAnswer.AskAsync(other, "root", wait: 0))!.ShouldEqual(set);
        registry.Requests.Count.ShouldBe(2);
    }

    /// <summary>A client that asks until the answer is whole, as its time may be over on a slow machine.</summary>
    private static async Task<SetAnswer> CompleteAsync(DepGraphProgram replica, string spec) =>
        (
            await Eventually.BecomesAsync(
                async () =>
                {
                    var root = await replica.AskAsync(
                        "query ($spec: String!) { packageVersion(spec: $spec) { version } }",
                        new { spec }
                    );
                    return root.TryGetProperty("errors", out _) ? null : await SetAnswer.AskAsync(replica, spec);
                },
                set => set is { IngestionId: null },
                $"the set of {spec} is whole"
            )
        )!;
}

public sealed class SideBySideOverSqlite() : SideBySide(SqliteQueuePlace.CreateAsync);

[Collection(Neo4jQueueServer.Collection)]
public sealed class SideBySideOverNeo4j(Neo4jQueueServer server) : SideBySide(server.CreateAsync);

using DepGraph.EndToEnd.Answers;
using DepGraph.EndToEnd.Peers;
using DepGraph.Testing;

namespace DepGraph.EndToEnd.Queue;

/// <summary>
/// Connections to Neo4j break all the time, at whatever is under way on them: answers of commits are lost too. Leases last for minutes: what
/// a lost answer left leased would be waited for in vain.
/// </summary>
[Collection(Neo4jQueueServer.Collection)]
public sealed class BrokenConnections(Neo4jQueueServer neo4j)
{
    private static readonly string[] Specs = ["express@^4", "chalk@^4", "@syn/c1", "@syn/chain-0"];
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(100);

    [Fact]
    public async Task Nothing_that_was_acknowledged_is_lost_or_waits_for_a_lease_to_end()
    {
        await using var registry = await ReplayRegistry.StartAsync("--latency", "20");
        var (expectedGraph, expected) = await CleanRun.OfAsync(registry.Address, Specs);
        var server = await neo4j.ServerAsync();
        await using var relay = new BoltRelay(server.Uri);
        var place = new RelayedPlace(await neo4j.CreateAsync(), relay);
        await using var fleet = new Fleet(place, registry.Address, ("Ingestion__MaxAttempts", "100"));
        await fleet.StartWorkersAsync(3);
        DepGraphProgram[] replicas = [await fleet.StartReplicaAsync(), await fleet.StartReplicaAsync()];
        using var end = new CancellationTokenSource();
        var breaking = BreakAsync(relay, end.Token);

        string[] ids = [.. await Task.WhenAll(Specs.Select((spec, i) => Fleet.IngestAsync(replicas[i % 2], spec)))];
        await using var load = new Load(replicas.Length, i => replicas[i], expected);
        await load.ProgressAsync(answers: 20);
        await load.EndAsync();
        foreach (var replica in replicas)
        {
            await Fleet.ShouldCompleteAsync(replica, [.. ids, .. load.Acknowledged]);
        }

        await end.CancelAsync();
        (await breaking).ShouldBeGreaterThan(50);
        GraphLine.ShouldBe(await fleet.ReadGraphAsync(replicas[0]), expectedGraph);
    }

    /// <summary>Breaks connections until it is told to stop; gives how many.</summary>
    private static async Task<int> BreakAsync(BoltRelay relay, CancellationToken end)
    {
        var broken = 0;
        while (!end.IsCancellationRequested)
        {
            broken += relay.Break() ? 1 : 0;
            await Task.Delay(Random.Shared.NextDouble() * LongestPause, end)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        return broken;
    }

    /// <summary>A place that programs come to by way of a relay.</summary>
    private sealed class RelayedPlace(IQueuePlace place, BoltRelay relay) : IQueuePlace
    {
        public IReadOnlyDictionary<string, string?> Store { get; } =
            new Dictionary<string, string?>(place.Store) { ["Store__Uri"] = relay.Address.ToString() };

        public Task EndClaimsAsync() => place.EndClaimsAsync();

        public Task<IReadOnlyList<string>> ReadGraphAsync() => place.ReadGraphAsync();

        public Task<IReadOnlyList<string>> ReadPositionsAsync() => place.ReadPositionsAsync();

        public ValueTask DisposeAsync() => place.DisposeAsync();
    }
}

using DepGraph.EndToEnd.Answers;

namespace DepGraph.EndToEnd.Queue;

/// <summary>What becomes of ingestions when nobody dies: one worker and one replica over a file.</summary>
internal static class CleanRun
{
    /// <summary>The whole graph, and the sets, which equal the reference's.</summary>
    public static async Task<(IReadOnlyList<string> Graph, Dictionary<string, SetAnswer> Sets)> OfAsync(
        Uri registry,
        IReadOnlyList<string> specs
    )
    {
        await using var fleet = new Fleet(await SqliteQueuePlace.CreateAsync(), registry);
        await fleet.StartWorkerAsync();
        var replica = await fleet.StartReplicaAsync();
        var ids = await Task.WhenAll(specs.Select(spec => Fleet.IngestAsync(replica, spec)));
        await Fleet.ShouldCompleteAsync(replica, ids);
        var sets = new Dictionary<string, SetAnswer>();
        foreach (var spec in specs)
        {
            sets[spec] = await SetAnswer.ReferenceAsync(registry, spec);
            (await SetAnswer.AskAsync(replica, spec, wait: 0))!.ShouldEqual(sets[spec]);
        }

        return (await fleet.ReadGraphAsync(replica), sets);
    }
}

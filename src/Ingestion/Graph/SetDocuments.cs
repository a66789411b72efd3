using DepGraph.Ingestion.RollUps;
using DepGraph.Npm.Packuments;
using DepGraph.Npm.Resolution;
using DepGraph.Storage;

namespace DepGraph.Ingestion.Graph;

/// <summary>
/// The full documents of all packages of a set, for one operation: asked for together, waited for as long as the operation waits. What
/// does not come in time is one ingestion.
/// </summary>
/// <param name="graph">The graph.</param>
/// <param name="clock">The operation's time.</param>
/// <param name="seen">What the operation has seen.</param>
/// <param name="now">UTC ticks.</param>
/// <param name="stamp">The operation's stamp.</param>
/// <param name="epoch">The <see cref="DetailsLoader.Epoch"/> at its begin: while it stands still, no document was replaced since.</param>
internal sealed class SetDocuments(
    PackageGraph graph,
    SessionClock clock,
    SeenDetails seen,
    long now,
    long stamp,
    long epoch
)
{
    /// <summary>Fetches heads and documents of a closure that is not kept; returns when all are there or the operation's time is over.</summary>
    /// <exception cref="OperationCanceledException">The client left.</exception>
    public async Task FetchAheadAsync(ClosureKey key, VersionManifest root, PackageAnswer? rootAnswer)
    {
        var walk = new ClosureWalk(
            key,
            root,
            new DocumentedHeads(graph.Heads, graph.Details, seen),
            graph.Time,
            stamp,
            rootAnswer,
            pinned: null,
            ending: null
        );
        walk.Start();
        try
        {
            await clock.WaitForAsync(walk.Completion);
        }
        finally
        {
            walk.Stop();
        }
    }

    /// <summary>What the documents say of the set; synchronous when they are in memory. Kept with the set's closure.</summary>
    /// <exception cref="OperationCanceledException">The client left.</exception>
    public ValueTask<DocumentRollUps> RollUpAsync(ClosureAnswer<DependencySet> set)
    {
        if (
            set.Closure?.RollUps is { } kept
            && kept.Epoch == epoch
            && graph.Details.Epoch == epoch
            && now < kept.NextCheck
            && seen.TryAdopt(kept.Value)
        )
        {
            return new(kept.Value);
        }

        var documents = GetAsync(set.Value);
        return documents.IsCompletedSuccessfully ? new(Keep(set, documents.Result)) : AwaitAsync(set, documents);

        async ValueTask<DocumentRollUps> AwaitAsync(
            ClosureAnswer<DependencySet> set,
            ValueTask<Dictionary<string, DetailsAnswer>> documents
        ) => Keep(set, await documents);
    }

    private DocumentRollUps Keep(ClosureAnswer<DependencySet> set, Dictionary<string, DetailsAnswer> documents)
    {
        var rollUps = new DocumentRollUps(set.Value, documents);
        if (set.Closure is { } closure && graph.Details.Epoch == epoch)
        {
            closure.RollUps = KeptRollUps.Of(rollUps, epoch, now);
            // Not what is too large for the cache: it would hold documents that nobody counts. What leaves after this look takes it along.
            if (!documents.All(pair => graph.Details.Holds(pair.Key, pair.Value)))
            {
                closure.RollUps = null;
            }
        }

        return rollUps;
    }

    private ValueTask<Dictionary<string, DetailsAnswer>> GetAsync(DependencySet set)
    {
        var answers = new Dictionary<string, DetailsAnswer>(set.Entries.Count, StringComparer.Ordinal);
        Dictionary<string, Task<DetailsAnswer>>? loads = null;
        foreach (var (version, _, _) in set.Entries)
        {
            var name = version.Name;
            if (answers.ContainsKey(name) || loads?.ContainsKey(name) == true)
            {
                continue;
            }

            if (seen.TryGet(name) is { } before)
            {
                answers.Add(name, before);
                continue;
            }

            var (answer, load) = graph.Details.Request(RecordOf(version.Head), now);
            if (answer is not null)
            {
                answers.Add(name, seen.See(name, answer));
            }
            else
            {
                (loads ??= new(StringComparer.Ordinal)).Add(name, load!);
            }
        }

        return loads is null ? new(answers) : new(AwaitAsync(set, answers, loads));
    }

    private async Task<Dictionary<string, DetailsAnswer>> AwaitAsync(
        DependencySet set,
        Dictionary<string, DetailsAnswer> answers,
        Dictionary<string, Task<DetailsAnswer>> loads
    )
    {
        await clock.WaitForAsync(Task.WhenAll(loads.Values));
        var pending = new Dictionary<string, Task<DetailsAnswer>>(StringComparer.Ordinal);
        foreach (var (name, load) in loads)
        {
            if (await ArrivedAsync(name, load) is { } answer)
            {
                answers.Add(name, seen.See(name, answer));
            }
            else
            {
                pending.Add(name, load);
            }
        }

        if (pending.Count > 0)
        {
            var ingestion = await graph.Unfinished.FollowAsync(set, pending);
            foreach (var name in pending.Keys)
            {
                var late = DetailsAnswer.Like(PackageAnswer.Pending(name, ingestion));
                answers.Add(name, seen.See(name, late));
            }
        }

        return answers;
    }

    /// <summary>What is there of a document now, be it what the store has; null: it is the registry's to say.</summary>
    private async ValueTask<DetailsAnswer?> ArrivedAsync(string name, Task<DetailsAnswer> load)
    {
        if (load.IsCompleted)
        {
            return await load;
        }

        var stored = graph.Details.FromStoreAsync(name);
        await clock.WaitForStoreAsync(stored);
        return await stored;
    }

    /// <summary>The present record, which says whether the store has the document; of a head that has left memory since, what is left of it.</summary>
    private PackageRecord RecordOf(PackageHead head) =>
        graph.Heads.TryGet(head.Name, now, stamp) is { Record: { Head: not null } record }
            ? record
            : new PackageRecord
            {
                Name = head.Name,
                Head = head,
                FetchedAt = DateTimeOffset.MinValue,
            };
}

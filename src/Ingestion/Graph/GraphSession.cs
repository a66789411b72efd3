using DepGraph.Npm.Packuments;
using DepGraph.Npm.Resolution;
using DepGraph.Storage;

namespace DepGraph.Ingestion.Graph;

/// <summary>
/// One operation's view of the graph. It sees each package once: what was answered first stays the answer until the operation
/// ends, whatever arrives meanwhile. Missing parts are waited for until the operation's time is over; after that they are
/// Pending, with the ingestion that goes on fetching them. Safe for concurrent use; dispose it when the operation ends.
/// </summary>
public sealed class GraphSession : IHeadSource, IDisposable
{
    private readonly PackageGraph graph;
    private readonly SessionClock clock;
    private readonly Lock gate = new();
    private readonly long now;
    private readonly long stamp;
    private readonly long epoch;
    private readonly SeenPackages seen = new();
    private List<Closure>? adopted;

    internal GraphSession(PackageGraph graph, SessionClock clock, long now, long stamp, long epoch)
    {
        (this.graph, this.clock, this.now, this.stamp, this.epoch) = (graph, clock, now, stamp, epoch);
    }

    /// <summary>How long this operation waits for missing parts, counted from its begin.</summary>
    public TimeSpan Wait => clock.Wait;

    /// <summary>Whether a record has outlived <see cref="IngestionOptions.Freshness"/>: it is being revalidated.</summary>
    public bool IsStale(PackageRecord record) => graph.IsStale(record, now);

    /// <summary>A package by name; synchronous when it is in memory. Any text is allowed.</summary>
    /// <exception cref="OperationCanceledException">The client left.</exception>
    public ValueTask<PackageAnswer> GetPackageAsync(string name)
    {
        var answer = Seen(name) ?? graph.Heads.TryGet(name, now, stamp);
        return answer is not null ? new(See(name, answer)) : new(LoadAsync(name));
    }

    /// <summary>What is known of a package without waiting and without fetching; Pending when it is not in memory.</summary>
    public HeadAnswer Find(string packageName)
    {
        var answer = Seen(packageName) ?? graph.Heads.TryGet(packageName, now, stamp);
        return answer is not null ? See(packageName, answer).ToHeadAnswer() : HeadAnswer.Pending;
    }

    /// <summary>What the full document says; synchronous when it is in memory.</summary>
    /// <exception cref="OperationCanceledException">The client left.</exception>
    public ValueTask<DetailsAnswer> GetDetailsAsync(string name)
    {
        if ((Seen(name) ?? graph.Heads.TryGet(name, now, stamp)) is { Record: { Head: not null } record } head)
        {
            See(name, head);
            var (answer, load) = graph.Details.Request(record, now);
            return answer is not null ? new(answer) : new(AwaitDetailsAsync(name, load!));
        }

        return new(LoadDetailsAsync(name));
    }

    /// <summary>The version that a requirement picks, its package being fetched first; synchronous when that is in memory.</summary>
    /// <exception cref="OperationCanceledException">The client left.</exception>
    public ValueTask<DependencyAnswer> ResolveAsync(Requirement requirement)
    {
        if (requirement.PackageName is not { } name)
        {
            return new(new DependencyAnswer(Resolver.Resolve(requirement, this), null));
        }

        var package = GetPackageAsync(name);
        return package.IsCompletedSuccessfully
            ? new(Resolved(requirement, package.Result))
            : new(AwaitAsync(requirement, package));

        async Task<DependencyAnswer> AwaitAsync(Requirement requirement, ValueTask<PackageAnswer> package) =>
            Resolved(requirement, await package);
    }

    /// <summary>Everything reachable from a version, each version once; synchronous when its heads are in memory.</summary>
    /// <param name="root">A version of a head that this session gave.</param>
    /// <param name="kinds">Kinds that are followed, at every level.</param>
    /// <param name="maxDepth">Levels below the root; null: all.</param>
    /// <exception cref="OperationCanceledException">The client left.</exception>
    public ValueTask<ClosureAnswer<DependencySet>> GetSetAsync(
        VersionManifest root,
        DependencyKinds kinds,
        int? maxDepth
    )
    {
        var closure = GetClosureAsync(root, kinds, maxDepth);
        return closure.IsCompletedSuccessfully ? new(closure.Result.Set) : new(AwaitAsync(closure));

        static async Task<ClosureAnswer<DependencySet>> AwaitAsync(ValueTask<Closure> closure) => (await closure).Set;
    }

    /// <summary>The same as a tree in one flat, pre-ordered list.</summary>
    /// <inheritdoc cref="GetSetAsync"/>
    public ValueTask<ClosureAnswer<DependencyTree>> GetTreeAsync(
        VersionManifest root,
        DependencyKinds kinds,
        int? maxDepth
    )
    {
        var closure = GetClosureAsync(root, kinds, maxDepth);
        return closure.IsCompletedSuccessfully ? new(closure.Result.Tree) : new(AwaitAsync(closure));

        static async Task<ClosureAnswer<DependencyTree>> AwaitAsync(ValueTask<Closure> closure) => (await closure).Tree;
    }

    /// <summary>Keeps a set for its cursors: call it when a page is given out that has a next one.</summary>
    /// <returns>The revision that the cursors carry.</returns>
    public string KeepForCursors(DependencySet set) => graph.Cursors.Keep(set.Revision, set, set.EstimatedBytes);

    /// <summary>Keeps a tree for its cursors: call it when a page is given out that has a next one.</summary>
    /// <returns>The revision that the cursors carry.</returns>
    public string KeepForCursors(DependencyTree tree) =>
        graph.Cursors.Keep(graph.Cursors.RevisionOf(tree), tree, tree.EstimatedBytes);

    /// <summary>The set that a cursor was given out for; null when it has expired.</summary>
    public DependencySet? FindSetByRevision(string revision) => graph.Cursors.Find<DependencySet>(revision);

    /// <summary>The tree that a cursor was given out for; null when it has expired.</summary>
    public DependencyTree? FindTreeByRevision(string revision) => graph.Cursors.Find<DependencyTree>(revision);

    /// <summary>Tells the store that an answer was given from this version, so that its relationships are written first.</summary>
    public void MarkAnswered(VersionManifest version) => graph.Answered.Mark(version);

    public void Dispose() => clock.Dispose();

    private static DependencyAnswer Resolved(Requirement requirement, PackageAnswer package) =>
        new(Resolver.Resolve(requirement, new SingleHead(package)), package);

    private async Task<PackageAnswer> LoadAsync(string name)
    {
        var wait = new HeadWait();
        var answer = graph.Heads.Request(name, now, stamp, wait, out var isInStore);
        if (answer is null)
        {
            if (isInStore)
            {
                await clock.WaitForStoreAsync(wait.StoreAnswered);
            }

            answer = await clock.WaitForAsync(wait.Answer)
                ? await wait.Answer
                : graph.LastKnown(name) ?? PackageAnswer.Pending(name, graph.Ingestions.Follow(name, wait.Answer));
        }

        return See(name, answer);
    }

    private async Task<DetailsAnswer> LoadDetailsAsync(string name)
    {
        var head = await GetPackageAsync(name);
        if (head is not { Record: { Head: not null } record })
        {
            return DetailsAnswer.Like(head);
        }

        var (answer, load) = graph.Details.Request(record, now);
        return answer ?? await AwaitDetailsAsync(name, load!);
    }

    private async Task<DetailsAnswer> AwaitDetailsAsync(string name, Task<DetailsAnswer> load) =>
        await clock.WaitForAsync(load)
            ? await load
            : DetailsAnswer.Like(PackageAnswer.Pending(name, graph.Ingestions.Follow(name, load)));

    private ValueTask<Closure> GetClosureAsync(VersionManifest root, DependencyKinds kinds, int? maxDepth)
    {
        var key = ClosureKey.Of(root, kinds, maxDepth);
        if (graph.Closures.TryGet(key, root, now, stamp) is { } kept && Agrees(kept))
        {
            graph.CountClosure(ClosureSource.Memory);
            return new(Adopt(kept));
        }

        var walk = graph.Closures.Walk(key, root, stamp, RootAnswer(root));
        if (walk.Completion.IsCompleted && walk.ToClosure() is { IsPending: false } walked && Agrees(walked))
        {
            graph.CountClosure(ClosureSource.Heads);
            return new(Adopt(walked));
        }

        return new(AwaitClosureAsync(key, walk));
    }

    private async Task<Closure> AwaitClosureAsync(ClosureKey key, ClosureWalk walk)
    {
        var closure = await WalkAsync(walk);
        if (!Agrees(closure))
        {
            // The shared walk met a head that has changed since this operation saw it: walk once more, with what it saw.
            var own = new ClosureWalk(
                key,
                walk.Root,
                graph.Heads,
                graph.Time,
                stamp,
                RootAnswer(walk.Root),
                Seen,
                ending: null
            );
            own.Start();
            closure = await WalkAsync(own);
        }

        graph.CountClosure(closure.IsPending ? ClosureSource.Partial : ClosureSource.Waited);
        return Adopt(closure);
    }

    private async Task<Closure> WalkAsync(ClosureWalk walk)
    {
        using var watch = walk.Watch();
        if (!await clock.WaitForAsync(walk.Completion))
        {
            await clock.WaitForStoreAsync(walk.StoreAnsweredAsync());
            if (!walk.Completion.IsCompleted)
            {
                graph.Ingestions.Follow(walk);
            }
        }

        return walk.ToClosure();
    }

    private PackageAnswer? RootAnswer(VersionManifest root) =>
        (Seen(root.Name) ?? graph.Heads.TryGet(root.Name, now, stamp)) is { } answer
        && ReferenceEquals(answer.Head, root.Head)
            ? answer
            : null;

    /// <summary>The answer that this operation has already been given for a package.</summary>
    private PackageAnswer? Seen(string name)
    {
        lock (gate)
        {
            if (seen.TryGet(name) is { } answer)
            {
                return answer;
            }

            foreach (var closure in adopted ?? [])
            {
                if (closure.Heads.TryGet(name) is { } head)
                {
                    return head;
                }
            }

            return null;
        }
    }

    private PackageAnswer See(string name, PackageAnswer answer)
    {
        lock (gate)
        {
            return seen.GetOrAdd(name, answer);
        }
    }

    private Closure Adopt(Closure closure)
    {
        lock (gate)
        {
            (adopted ??= new(1)).Add(closure);
        }

        return closure;
    }

    /// <summary>Whether a closure shows no head differently from what this operation has seen.</summary>
    private bool Agrees(Closure closure)
    {
        if (graph.Epoch == epoch)
        {
            return true;
        }

        lock (gate)
        {
            foreach (var (name, answer) in seen.All)
            {
                if (Differs(closure, name, answer))
                {
                    return false;
                }
            }

            foreach (var other in adopted ?? [])
            {
                foreach (var (name, answer) in other.Heads.Answers)
                {
                    if (Differs(closure, name, answer))
                    {
                        return false;
                    }
                }
            }
        }

        return true;

        static bool Differs(Closure closure, string name, PackageAnswer answer) =>
            closure.Heads.TryGet(name) is { Record: not null } other
            && answer.Record is not null
            && !ReferenceEquals(other.Head, answer.Head);
    }

    /// <summary>The one package that a requirement asks for.</summary>
    private sealed class SingleHead(PackageAnswer answer) : IHeadSource
    {
        public HeadAnswer Find(string packageName) => answer.ToHeadAnswer();
    }
}

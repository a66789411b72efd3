using DepGraph.Ingestion.RollUps;
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
    private readonly long removals;
    private readonly SeenPackages seen = new();
    private readonly long detailsEpoch;
    private SeenDetails? details;
    private List<Closure>? adopted;

    /// <summary>Whether all it was given is of the state at its begin; see <see cref="CurrentHead"/>.</summary>
    private volatile bool isOfBegin = true;

    internal GraphSession(PackageGraph graph, SessionClock clock, long now, long stamp, long epoch)
    {
        (this.graph, this.clock, this.now, this.stamp, this.epoch) = (graph, clock, now, stamp, epoch);
        removals = graph.Removals;
        detailsEpoch = graph.Details.Epoch;
    }

    private SeenDetails Details => LazyInitializer.EnsureInitialized(ref details, static () => new SeenDetails());

    private SetDocuments Documents => new(graph, clock, Details, now, stamp, detailsEpoch);

    /// <summary>How long this operation waits for missing parts, counted from its begin.</summary>
    public TimeSpan Wait => clock.Wait;

    /// <summary>Whether a record has outlived <see cref="IngestionOptions.Freshness"/>: it is being revalidated.</summary>
    public bool IsStale(PackageRecord record) => graph.IsStale(record, now);

    /// <summary>A package by name; synchronous when it is in memory. Any text is allowed.</summary>
    /// <exception cref="OperationCanceledException">The client left.</exception>
    public ValueTask<PackageAnswer> GetPackageAsync(string name) =>
        TryGetPackage(name) is { } answer ? new(answer) : new(LoadAsync(name));

    /// <summary>A package that is in memory; null when it must be waited for.</summary>
    public PackageAnswer? TryGetPackage(string name)
    {
        var answer = Seen(name) ?? graph.Heads.TryGet(name, now, stamp);
        return answer is null ? null : See(name, answer);
    }

    /// <summary>
    /// Asks for several packages together: those that are not in memory are one read of the store. Completes when the store
    /// has answered; what the registry has to be asked for is a task that goes on, so that none waits for its neighbours.
    /// </summary>
    /// <param name="names">Each once.</param>
    /// <param name="levelsBelow">How many levels of dependencies below them will probably be asked for next: they are read along.</param>
    /// <exception cref="OperationCanceledException">The client left.</exception>
    public async Task<IReadOnlyDictionary<string, Task<PackageAnswer>>> GetPackagesAsync(
        IReadOnlyList<string> names,
        int levelsBelow = 0
    )
    {
        var requests = graph.Heads.Request(names, now, stamp, levelsBelow);
        var answers = new Dictionary<string, Task<PackageAnswer>>(names.Count, StringComparer.Ordinal);
        foreach (var request in requests)
        {
            if (request is { Answer: null, IsInStore: true })
            {
                await clock.WaitForStoreAsync(request.Wait.StoreAnswered);
            }
        }

        for (var i = 0; i < requests.Length; i++)
        {
            answers.Add(names[i], AwaitAnswerAsync(names[i], requests[i]));
        }

        return answers;
    }

    /// <summary>
    /// The heads that memory or the store has of several packages, in the order of the names, null where they have none. Nothing
    /// is fetched or revalidated: for lists of packages that nobody asked for by name, however long.
    /// </summary>
    /// <exception cref="OperationCanceledException">The client left.</exception>
    internal ValueTask<PackageHead?[]> FindHeadsAsync(IReadOnlyList<string> names)
    {
        var finding = graph.Heads.FindAsync(names, stamp);
        return finding.IsCompletedSuccessfully ? new(See(names, finding.Result)) : new(AwaitAsync());

        async Task<PackageHead?[]> AwaitAsync()
        {
            await clock.WaitForStoreAsync(finding);
            return See(names, await finding);
        }
    }

    /// <summary>Waits for what is being made of the graph at hand, as long as the client does.</summary>
    /// <exception cref="OperationCanceledException">The client left.</exception>
    internal async ValueTask<T> WaitForAsync<T>(Task<T> making)
    {
        await clock.WaitForStoreAsync(making);
        return await making;
    }

    /// <summary>Keeps a list for its cursors from now on.</summary>
    internal void KeepForCursors(string revision, object list, long bytes) => graph.Cursors.Keep(revision, list, bytes);

    /// <summary>The list that a cursor was given out for; null when it has expired.</summary>
    internal T? FindByRevision<T>(string revision)
        where T : class => graph.Cursors.Find<T>(revision);

    /// <summary>Waits for something of the graph as long as this operation waits for missing parts. True when it completed.</summary>
    /// <exception cref="OperationCanceledException">The client left.</exception>
    internal ValueTask<bool> WaitForAsync(Task task) => clock.WaitForAsync(task);

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
        if (Details.TryGet(name) is { } seenDetails)
        {
            return new(seenDetails);
        }

        if (
            (Seen(name) ?? graph.Heads.TryGet(name, now, stamp)) is { } head
            && See(name, head) is { Record: { Head: not null } record }
        )
        {
            var (answer, load) = graph.Details.Request(record, now);
            return answer is not null ? new(Details.See(name, answer)) : new(AwaitDetailsAsync(name, load!));
        }

        return new(LoadDetailsAsync(name));
    }

    /// <summary>
    /// The full document of a package that neither memory nor the store knows. It brings the head along, so that the registry is asked for
    /// one document instead of two.
    /// </summary>
    /// <exception cref="OperationCanceledException">The client left.</exception>
    internal async Task<DetailsAnswer> FetchFullAsync(string name)
    {
        var (answer, load) = graph.Details.RequestUnknown(name, now);
        return answer is not null ? Details.See(name, answer) : await AwaitDetailsAsync(name, load!);
    }

    /// <summary>The version that a requirement picks, its package being fetched first; synchronous when that is in memory.</summary>
    /// <exception cref="OperationCanceledException">The client left.</exception>
    public ValueTask<DependencyAnswer> ResolveAsync(Requirement requirement)
    {
        return TryResolve(requirement, out var answer) ? new(answer) : new(AwaitAsync(requirement));

        async Task<DependencyAnswer> AwaitAsync(Requirement requirement) =>
            Resolved(requirement, await LoadAsync(requirement.PackageName!));
    }

    /// <summary>The same without waiting; false when the package is not in memory.</summary>
    public bool TryResolve(Requirement requirement, out DependencyAnswer answer)
    {
        if (requirement.PackageName is not { } name)
        {
            answer = new DependencyAnswer(Resolver.Resolve(requirement, this), null);
            return true;
        }

        if ((CurrentHead(name) ?? TryGetPackage(name)) is not { } package)
        {
            answer = default;
            return false;
        }

        answer = Resolved(requirement, package);
        return true;
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

    /// <summary>
    /// The same for an operation that wants <see cref="GetRollUpsAsync"/> of it too: what has to be fetched for it is fetched as full
    /// documents right away, so that the registry is asked once for each package, and no level is waited for twice.
    /// </summary>
    /// <inheritdoc cref="GetSetAsync"/>
    public ValueTask<ClosureAnswer<DependencySet>> GetDocumentedSetAsync(
        VersionManifest root,
        DependencyKinds kinds,
        int? maxDepth
    )
    {
        var key = ClosureKey.Of(root, kinds, maxDepth);
        return graph.Closures.TryGet(key, root, now, stamp) is null
            ? new(AwaitAsync())
            : GetSetAsync(root, kinds, maxDepth);

        async Task<ClosureAnswer<DependencySet>> AwaitAsync()
        {
            await Documents.FetchAheadAsync(key, root, RootAnswer(root));
            return await GetSetAsync(root, kinds, maxDepth);
        }
    }

    /// <summary>
    /// What the full documents of a set's packages say of the whole set; synchronous when they are in memory. They are asked for together,
    /// and those that do not come while the operation waits are named as not known.
    /// </summary>
    /// <param name="set">A set that this session gave.</param>
    /// <exception cref="OperationCanceledException">The client left.</exception>
    public ValueTask<DocumentRollUps> GetRollUpsAsync(ClosureAnswer<DependencySet> set) => Documents.RollUpAsync(set);

    /// <summary>
    /// The same as of a date: of each package only versions published until then are picked, by the rules of npm's <c>before</c>. Needs
    /// the full documents of all packages, which are fetched first; nothing of it is kept for other operations.
    /// </summary>
    /// <param name="root">A version of a head that this session gave, whenever it was published.</param>
    /// <param name="kinds">Kinds that are followed, at every level.</param>
    /// <param name="maxDepth">Levels below the root; null: all.</param>
    /// <param name="asOf">The date.</param>
    /// <exception cref="OperationCanceledException">The client left.</exception>
    public async ValueTask<ClosureAnswer<DependencySet>> GetSetAsOfAsync(
        VersionManifest root,
        DependencyKinds kinds,
        int? maxDepth,
        DateTimeOffset asOf
    )
    {
        var walk = new ClosureWalk(
            ClosureKey.Of(root, kinds, maxDepth),
            root,
            new DatedHeads(this, asOf),
            graph.Time,
            stamp,
            rootAnswer: null,
            pinned: null,
            ending: null
        );
        walk.Start();
        await clock.WaitForStoreAsync(walk.Completion);
        var closure = walk.ToClosure();
        var set = closure.Set.Value;
        var missing = closure.Heads.Answers.FirstOrDefault(pair => pair.Value.Status == HeadStatus.Pending).Value;
        return new(set, missing is not null, missing?.IngestionId)
        {
            Undated = set.Entries.Count(entry =>
                closure.Heads.TryGet(entry.Version.Name)!.Dated!.PublishedAt(entry.Version.Version) is null
            ),
        };
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

    /// <summary>Keeps a difference and its sets for its cursors: call it when a page is given out that has a next one.</summary>
    /// <returns>The revision that the cursors carry.</returns>
    public string KeepForCursors(DependencyDiff diff) => graph.Cursors.Keep(diff.Revision, diff, diff.EstimatedBytes);

    /// <summary>The set that a cursor was given out for; null when it has expired.</summary>
    public DependencySet? FindSetByRevision(string revision) => graph.Cursors.Find<DependencySet>(revision);

    /// <summary>The tree that a cursor was given out for; null when it has expired.</summary>
    public DependencyTree? FindTreeByRevision(string revision) => graph.Cursors.Find<DependencyTree>(revision);

    /// <summary>The difference that a cursor was given out for; null when it has expired.</summary>
    public DependencyDiff? FindDiffByRevision(string revision) => graph.Cursors.Find<DependencyDiff>(revision);

    /// <summary>Tells the store that an answer was given from this version, so that its relationships are written first.</summary>
    public void MarkAnswered(VersionManifest version) => graph.Answered.Mark(version);

    public void Dispose() => clock.Dispose();

    private static DependencyAnswer Resolved(Requirement requirement, PackageAnswer package) =>
        new(Resolver.Resolve(requirement, package.ToHeadAnswer()), package);

    private async Task<PackageAnswer> LoadAsync(string name)
    {
        var wait = new HeadWait();
        var answer = graph.Heads.Request(name, now, stamp, wait, out var isInStore);
        if (answer is null && isInStore)
        {
            await clock.WaitForStoreAsync(wait.StoreAnswered);
        }

        return await AwaitAnswerAsync(name, new HeadRequest(answer, wait, isInStore));
    }

    /// <summary>Waits for what the registry says, as long as the operation does.</summary>
    private async Task<PackageAnswer> AwaitAnswerAsync(string name, HeadRequest request)
    {
        var coming = request.Wait.Answer;
        var answer =
            request.Answer
            ?? (
                await clock.WaitForAsync(coming)
                    ? await coming
                    : graph.LastKnown(name)
                        ?? PackageAnswer.Pending(name, await graph.Unfinished.FollowAsync(name, coming))
            );
        return See(name, answer);
    }

    private async Task<DetailsAnswer> LoadDetailsAsync(string name)
    {
        var head = await GetPackageAsync(name);
        if (head is not { Record: { Head: not null } record })
        {
            return Details.See(name, DetailsAnswer.Like(head));
        }

        var (answer, load) = graph.Details.Request(record, now);
        return answer is not null ? Details.See(name, answer) : await AwaitDetailsAsync(name, load!);
    }

    private async Task<DetailsAnswer> AwaitDetailsAsync(string name, Task<DetailsAnswer> load)
    {
        if (await clock.WaitForAsync(load))
        {
            return Details.See(name, await load);
        }

        var stored = graph.Details.FromStoreAsync(name);
        await clock.WaitForStoreAsync(stored);
        return Details.See(
            name,
            await stored
                ?? DetailsAnswer.Like(PackageAnswer.Pending(name, await graph.Unfinished.FollowAsync(name, load)))
        );
    }

    private ValueTask<Closure> GetClosureAsync(VersionManifest root, DependencyKinds kinds, int? maxDepth)
    {
        var key = ClosureKey.Of(root, kinds, maxDepth);
        ClosureWalk? walk = null;
        var kept =
            graph.Closures.TryGet(key, root, now, stamp)
            ?? graph.Closures.GetOrWalk(key, root, now, stamp, RootAnswer(root), out walk);
        if (kept is not null)
        {
            // What is kept has just been seen to be current, so in an epoch that stands still nothing can differ.
            if (TryAdopt(kept, isCurrent: graph.Epoch == epoch))
            {
                graph.CountClosure(ClosureSource.Memory);
                return new(kept);
            }
        }
        else if (
            walk!.Completion.IsCompleted
            && walk.ToClosure() is { IsPending: false } walked
            && TryAdopt(walked, isCurrent: false)
        )
        {
            graph.CountClosure(ClosureSource.Heads);
            return new(walked);
        }

        return new(AwaitClosureAsync(key, root, walk));
    }

    /// <summary>
    /// Waits for the shared walk, if there is one. Where that met a head that has changed since this operation saw it, or was
    /// stopped, the operation walks for itself, with what it saw.
    /// </summary>
    private async Task<Closure> AwaitClosureAsync(ClosureKey key, VersionManifest root, ClosureWalk? shared)
    {
        var closure = shared is null ? null : await WalkAsync(shared);
        while (closure is null || !TryAdopt(closure, isCurrent: false))
        {
            var own = new ClosureWalk(key, root, graph.Heads, graph.Time, stamp, RootAnswer(root), Known, ending: null);
            own.Start();
            closure = await WalkAsync(own);
        }

        graph.CountClosure(closure.IsPending ? ClosureSource.Partial : ClosureSource.Waited);
        return closure;
    }

    /// <summary>What a walk has when it ends or the operation's time is over; null when it was stopped before.</summary>
    private async Task<Closure?> WalkAsync(ClosureWalk walk)
    {
        if (!walk.TryWatch(out var watch))
        {
            return null;
        }

        using (watch)
        {
            if (!await clock.WaitForAsync(walk.Completion))
            {
                await clock.WaitForStoreAsync(walk.StoreAnsweredAsync());
                if (!walk.Completion.IsCompleted)
                {
                    await graph.Unfinished.FollowAsync(walk);
                }
            }

            return walk.ToClosure();
        }
    }

    private PackageAnswer? RootAnswer(VersionManifest root) =>
        (Seen(root.Name) ?? graph.Heads.TryGet(root.Name, now, stamp)) is { } answer
        && ReferenceEquals(answer.Head, root.Head)
            ? answer
            : null;

    /// <summary>
    /// A package that is in memory, without looking up whether the operation has seen it: as long as nothing in memory was replaced
    /// or removed since its begin, and it was given nothing else, the head at hand is the one that it saw, if it saw one. Null where
    /// that does not hold. Only the answer's head may be used: a revalidation leaves the head and moves its time.
    /// </summary>
    private PackageAnswer? CurrentHead(string name)
    {
        if (!isOfBegin || graph.Heads.TryGet(name, now, stamp) is not { Head: not null } answer)
        {
            return null;
        }

        // After the reading of the head: whoever replaces it moves the epoch first.
        if (graph.Epoch != epoch || graph.Removals != removals)
        {
            return null;
        }

        lock (gate)
        {
            return isOfBegin && seen.TryAppend(name, answer) ? answer : null;
        }
    }

    /// <summary>The answer that this operation has already been given for a package.</summary>
    private PackageAnswer? Seen(string name)
    {
        lock (gate)
        {
            return seen.TryGet(name) ?? Adopted(name);
        }
    }

    /// <summary>The same, but null where all that it was given is that nothing is known yet: a walk may come to know more.</summary>
    private PackageAnswer? Known(string name)
    {
        lock (gate)
        {
            var answer = seen.TryGet(name) is { Record: not null } known ? known : Adopted(name);
            return answer is { Record: not null } ? answer : null;
        }
    }

    /// <summary>What a closure showed of a package; of several, one that knows it. The caller holds the gate.</summary>
    private PackageAnswer? Adopted(string name)
    {
        PackageAnswer? unknown = null;
        foreach (var closure in adopted ?? [])
        {
            var answer = closure.Heads.TryGet(name);
            if (answer is { Record: not null })
            {
                return answer;
            }

            unknown ??= answer;
        }

        return unknown;
    }

    private PackageAnswer See(string name, PackageAnswer answer)
    {
        lock (gate)
        {
            if (seen.TryGet(name) is { } before)
            {
                return before;
            }

            answer = Adopted(name) ?? answer;
            isOfBegin &= answer.Head is not null;
            seen.Add(name, answer);
            return answer;
        }
    }

    private PackageHead?[] See(IReadOnlyList<string> names, PackageAnswer?[] answers)
    {
        var heads = new PackageHead?[answers.Length];
        for (var i = 0; i < heads.Length; i++)
        {
            heads[i] = answers[i] is { } answer ? See(names[i], answer).Head : null;
        }

        return heads;
    }

    /// <summary>
    /// Makes a closure part of what this operation has seen, unless it shows a head differently from that. Both in one step: two
    /// closures that arrive together must agree with each other too.
    /// </summary>
    private bool TryAdopt(Closure closure, bool isCurrent)
    {
        lock (gate)
        {
            if (!isCurrent && !Agrees(closure))
            {
                return false;
            }

            (adopted ??= new(1)).Add(closure);
            isOfBegin = false;
            return true;
        }
    }

    private bool Agrees(Closure closure)
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

        return true;

        static bool Differs(Closure closure, string name, PackageAnswer answer) =>
            closure.Heads.TryGet(name) is { Record: not null } other
            && answer.Record is not null
            && !ReferenceEquals(other.Head, answer.Head);
    }
}

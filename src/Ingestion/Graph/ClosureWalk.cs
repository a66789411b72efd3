using DepGraph.Ingestion.Jobs;
using DepGraph.Npm.Packuments;
using DepGraph.Npm.Resolution;
using DepGraph.Storage;

namespace DepGraph.Ingestion.Graph;

/// <summary>
/// Brings the heads of a closure together, event-driven: the moment a head arrives, the requirements that wait for it are
/// resolved and the packages below the picked versions are asked for, so that a subtree never waits for a slower neighbour.
/// It belongs to no request: whoever waits for it may leave, it goes on.
/// </summary>
/// <remarks>
/// A version is expanded when it is first met; with a maximum depth again when it is met at a lower depth, since more of
/// what is below it lies within the limit then. It ends early where sets do: at <see cref="ResolutionLimits.MaximumEdges"/>.
/// </remarks>
internal sealed class ClosureWalk : IHeadObserver, IIngestionWork
{
    private readonly Lock gate = new();
    private readonly IHeadRequests loader;
    private readonly TimeProvider time;
    private readonly Func<string, PackageAnswer?>? pinned;
    private readonly Action<ClosureWalk>? ending;
    private readonly long stamp;
    private readonly ClosureHeads heads = new();
    private readonly Dictionary<(PackageHead Head, int Index), int> depths = [];
    private readonly Dictionary<string, Waiting> waiting = new(StringComparer.Ordinal);
    private readonly Stack<(VersionManifest Version, int Depth)> unexpanded = new();
    private readonly TaskCompletionSource completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TaskCompletionSource? storeAnswered;
    private Closure? finished;
    private int edges;

    // The start counts as one: whoever joins before it has walked what is in memory waits for that.
    private int inStore = 1;
    private int watchers;
    private bool isEnded;
    private bool isStopped;

    /// <param name="key">The closure.</param>
    /// <param name="root">Its root.</param>
    /// <param name="loader">Where heads come from.</param>
    /// <param name="time">The clock that freshness is judged by.</param>
    /// <param name="stamp">Stamp of the session that began it.</param>
    /// <param name="rootAnswer">The root's package as the session has seen it; null: not at all.</param>
    /// <param name="pinned">Heads that must be taken as one operation has seen them; null: none.</param>
    /// <param name="ending">Called at the end, before anybody who waits hears of it.</param>
    public ClosureWalk(
        ClosureKey key,
        VersionManifest root,
        IHeadRequests loader,
        TimeProvider time,
        long stamp,
        PackageAnswer? rootAnswer,
        Func<string, PackageAnswer?>? pinned,
        Action<ClosureWalk>? ending
    )
    {
        if (rootAnswer is not null)
        {
            heads.Add(root.Name, rootAnswer);
        }

        (Key, Root) = (key, root);
        (this.loader, this.time, this.stamp, this.pinned, this.ending) = (loader, time, stamp, pinned, ending);
    }

    public ClosureKey Key { get; }

    public VersionManifest Root { get; }

    /// <summary>Completes when nothing is awaited any more, or when it was stopped; never fails.</summary>
    public Task Completion => completion.Task;

    public int PackagesFetched
    {
        get
        {
            lock (gate)
            {
                return heads.Count;
            }
        }
    }

    public int PackagesPending
    {
        get
        {
            lock (gate)
            {
                return waiting.Count;
            }
        }
    }

    /// <summary>The shared ingestion under which it can be followed; null until somebody wanted to.</summary>
    public string? IngestionId { get; set; }

    /// <summary>Begins. What is in memory is walked on this thread, before the call returns.</summary>
    public void Start()
    {
        lock (gate)
        {
            if (isStopped)
            {
                return;
            }

            Meet(Root.Head, Root.Index, depth: 0);
            Advance();
            LeaveStore();
        }
    }

    /// <summary>
    /// Completes when the store has answered all that it is being asked, now or as a result of its answers: what is awaited
    /// after that is the registry's.
    /// </summary>
    public Task StoreAnsweredAsync()
    {
        lock (gate)
        {
            if (inStore == 0 || isEnded)
            {
                return Task.CompletedTask;
            }

            return (storeAnswered ??= new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
        }
    }

    /// <summary>The closure as far as it is known; always the same one when the walk is at its end.</summary>
    public Closure ToClosure()
    {
        lock (gate)
        {
            return !isEnded || isStopped
                ? new Closure(Key, Root, heads.Copy(), isPending: true, IngestionId)
                : finished ??= new Closure(Key, Root, heads, isPending: false, ingestionId: null);
        }
    }

    /// <summary>The versions met so far, the root among them.</summary>
    public IReadOnlyList<(PackageHead Head, int Index)> Versions()
    {
        lock (gate)
        {
            return [.. depths.Keys];
        }
    }

    /// <summary>Somebody waits for it, until the watch is disposed: it must not be stopped. False when it has been already.</summary>
    public bool TryWatch(out Watching watching)
    {
        lock (gate)
        {
            watching = new Watching(this);
            watchers += isStopped ? 0 : 1;
            return !isStopped;
        }
    }

    bool IIngestionWork.TryHold() => TryWatch(out _);

    void IIngestionWork.LetGo() => new Watching(this).Dispose();

    /// <summary>Stops asking, unless a request waits for it or an ingestion follows it; what is being fetched arrives in the graph all the same.</summary>
    public void Stop()
    {
        lock (gate)
        {
            if (watchers == 0 && !isEnded)
            {
                isStopped = true;
                End();
            }
        }
    }

    public IngestionOutcome Outcome()
    {
        lock (gate)
        {
            if (isStopped)
            {
                return new(IngestionState.Cancelled, null);
            }

            var failed = heads
                .Answers.Where(pair => pair.Value.Status == HeadStatus.Failed)
                .Select(pair => pair.Value)
                .ToList();
            return failed.Count == 0
                ? new(IngestionState.Complete, null)
                : new(
                    IngestionState.Partial,
                    failed.Count == 1
                        ? failed[0].Message
                        : $"{failed.Count} packages could not be fetched, the first because: {failed[0].Message}"
                );
        }
    }

    ClosureKey? IHeadObserver.Closure => Key;

    int IHeadObserver.LevelsBelow => Key.Limit is { } limit ? limit - 1 : int.MaxValue;

    void IHeadObserver.OnStoreMissed(string name)
    {
        lock (gate)
        {
            if (waiting.TryGetValue(name, out var wait) && wait.IsInStore)
            {
                wait.IsInStore = false;
                LeaveStore();
            }
        }
    }

    void IHeadObserver.OnAnswer(string name, PackageAnswer answer)
    {
        lock (gate)
        {
            if (isStopped || !waiting.Remove(name, out var wait))
            {
                return;
            }

            Arrive(name, answer, wait.Requirements);
            Advance();
            if (wait.IsInStore)
            {
                LeaveStore();
            }
        }
    }

    private void LeaveStore()
    {
        inStore--;
        if (inStore == 0)
        {
            storeAnswered?.TrySetResult();
            storeAnswered = null;
        }
    }

    private void Advance()
    {
        while (unexpanded.TryPop(out var next))
        {
            // A later meeting at a lower depth has taken its place.
            if (depths[(next.Version.Head, next.Version.Index)] == next.Depth)
            {
                Expand(next.Version, next.Depth);
            }
        }

        if (waiting.Count == 0)
        {
            End();
        }
    }

    private void End()
    {
        isEnded = true;
        ending?.Invoke(this);
        storeAnswered?.TrySetResult();
        storeAnswered = null;
        completion.TrySetResult();
    }

    private void Expand(VersionManifest version, int depth)
    {
        var requirements = version.RequirementsOf(Key.Kinds);
        for (var i = 0; i < requirements.Count && edges < ResolutionLimits.MaximumEdges; i++)
        {
            edges++;
            if (requirements[i].PackageName is { } name)
            {
                Want(name, requirements[i], depth + 1);
            }
        }
    }

    private void Want(string name, Requirement requirement, int depth)
    {
        if (heads.TryGet(name) is { } known)
        {
            Meet(requirement, known, depth);
            return;
        }

        if (waiting.TryGetValue(name, out var wait))
        {
            wait.Requirements.Add((requirement, depth));
            return;
        }

        var isInStore = false;
        var answer =
            pinned?.Invoke(name) ?? loader.Request(name, time.GetUtcNow().UtcTicks, stamp, this, out isInStore);
        if (answer is not null)
        {
            heads.Add(name, answer);
            Meet(requirement, answer, depth);
            return;
        }

        inStore += isInStore ? 1 : 0;
        waiting.Add(name, new Waiting { IsInStore = isInStore, Requirements = [(requirement, depth)] });
    }

    private void Arrive(string name, PackageAnswer answer, List<(Requirement Requirement, int Depth)> requirements)
    {
        heads.Add(name, answer);
        foreach (var (requirement, depth) in requirements)
        {
            Meet(requirement, answer, depth);
        }
    }

    private void Meet(Requirement requirement, PackageAnswer answer, int depth)
    {
        if (answer.Head is { } head && answer.ToHeadAnswer().Pick(requirement) is { } index)
        {
            Meet(head, index, depth);
        }
    }

    private void Meet(PackageHead head, int index, int depth)
    {
        var isNew = !depths.TryGetValue((head, index), out var known);
        if (isNew || (Key.MaxDepth >= 0 && depth < known))
        {
            depths[(head, index)] = depth;
            if (Key.MaxDepth < 0 || depth < Key.MaxDepth)
            {
                unexpanded.Push((head[index], depth));
            }
        }
    }

    /// <summary>The end of a watch.</summary>
    public readonly struct Watching(ClosureWalk walk) : IDisposable
    {
        public void Dispose()
        {
            lock (walk.gate)
            {
                walk.watchers--;
            }
        }
    }

    private sealed class Waiting
    {
        public required bool IsInStore { get; set; }

        public required List<(Requirement Requirement, int Depth)> Requirements { get; init; }
    }
}

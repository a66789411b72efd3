using DepGraph.Ingestion.Commit;
using DepGraph.Ingestion.Registry;
using DepGraph.Ingestion.Sources;
using DepGraph.Npm.Packuments;
using DepGraph.Npm.Specs;
using DepGraph.Storage;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace DepGraph.Ingestion.Graph;

/// <summary>
/// Brings heads into memory: from the store, then from where documents come from, once for all who want one at a time. What the
/// registry says is published at once and committed behind.
/// </summary>
internal sealed class HeadLoader : IHeadRequests
{
    private const int MostTries = 3;

    private readonly HeadCache cache;
    private readonly StoreBatcher<string, PackageRecord> store;
    private readonly HeadFetch fetch;
    private readonly CommitQueue commits;
    private readonly IngestionOptions options;
    private readonly TimeProvider time;
    private readonly IngestionMetrics metrics;
    private readonly ILogger<HeadLoader> logger;
    private readonly CancellationToken stopping;

    public HeadLoader(
        HeadCache cache,
        IHeadStore store,
        IDocumentSource source,
        CommitQueue commits,
        IOptions<IngestionOptions> options,
        TimeProvider time,
        IngestionMetrics metrics,
        IngestionLifetime lifetime,
        ILogger<HeadLoader> logger,
        IHeadForecast? forecast = null
    )
    {
        (this.cache, this.commits, this.options) = (cache, commits, options.Value);
        (this.time, this.metrics, this.logger) = (time, metrics, logger);
        stopping = lifetime.Stopping;
        this.store = new StoreBatcher<string, PackageRecord>(
            store.LoadAsync,
            "packages cannot be read and count as not there",
            metrics.StoreReads,
            logger,
            stopping,
            joining: forecast is null ? null : new HeadForesight(cache, forecast, OnStoreAnswer, metrics, logger).Join
        );
        fetch = new HeadFetch(cache, this.store, source, commits, this.options, time, logger, stopping);
    }

    /// <summary>The answer at hand, or null when the package must be waited for. Takes no lock; stale heads are revalidated behind.</summary>
    /// <param name="name">The package.</param>
    /// <param name="now">UTC ticks.</param>
    /// <param name="stamp">The caller's stamp, see <see cref="Caching.LruCache{TKey,TEntry}.NextStamp"/>.</param>
    public PackageAnswer? TryGet(string name, long now, long stamp)
    {
        if (cache.Entries.Find(name) is { } entry && Usable(entry, now) is { } answer)
        {
            entry.LastUsed = stamp;
            return answer;
        }

        return null;
    }

    /// <inheritdoc/>
    public PackageAnswer? Request(string name, long now, long stamp, IHeadObserver observer, out bool isInStore) =>
        Request(name, now, stamp, observer, reads: null, out isInStore);

    /// <summary>The same for several packages: those that are looked for in the store are one read.</summary>
    /// <param name="names">The packages, each once.</param>
    /// <param name="now">UTC ticks.</param>
    /// <param name="stamp">The caller's stamp.</param>
    /// <param name="levelsBelow">How many levels of dependencies below them will probably be asked for next; 0: none.</param>
    public HeadRequest[] Request(IReadOnlyList<string> names, long now, long stamp, int levelsBelow)
    {
        var reads = new List<(string Name, Action<PackageRecord?> Then)>(names.Count);
        var requests = new HeadRequest[names.Count];
        for (var i = 0; i < requests.Length; i++)
        {
            var wait = new HeadWait(levelsBelow);
            var answer = Request(names[i], now, stamp, wait, reads, out var isInStore);
            requests[i] = new HeadRequest(answer, wait, isInStore);
        }

        store.Read(reads);
        return requests;
    }

    /// <summary>
    /// What is in memory or in the store of several packages, however old: nothing is fetched or revalidated. In the order of
    /// the names; null where there is nothing. Completes at once when all are in memory.
    /// </summary>
    public Task<PackageAnswer?[]> FindAsync(IReadOnlyList<string> names, long stamp)
    {
        var answers = new PackageAnswer?[names.Count];
        List<(string Name, Action<PackageRecord?> Then)>? reads = null;
        TaskCompletionSource? done = null;
        var open = 0;
        var changes = cache.Changes;
        for (var i = 0; i < answers.Length; i++)
        {
            if (cache.Entries.Find(names[i]) is { Content: { } content } entry)
            {
                entry.LastUsed = stamp;
                answers[i] = content;
                continue;
            }

            var index = i;
            reads ??= [];
            done ??= new(TaskCreationOptions.RunContinuationsAsynchronously);
            reads.Add(
                (
                    names[i],
                    record =>
                    {
                        answers[index] = record is null ? null : TakeIn(record, stamp, changes);
                        if (Interlocked.Decrement(ref open) == 0)
                        {
                            done.TrySetResult();
                        }
                    }
                )
            );
        }

        if (reads is null)
        {
            return Task.FromResult(answers);
        }

        open = reads.Count;
        store.Read(reads);
        return AwaitAsync(done!.Task, answers);

        static async Task<PackageAnswer?[]> AwaitAsync(Task done, PackageAnswer?[] answers)
        {
            await done;
            return answers;
        }
    }

    /// <param name="reads">Gets what is to be read from the store; null: it is read at once.</param>
    private PackageAnswer? Request(
        string name,
        long now,
        long stamp,
        IHeadObserver observer,
        List<(string Name, Action<PackageRecord?> Then)>? reads,
        out bool isInStore
    )
    {
        isInStore = false;
        if (!IsAskable(name, out var invalid))
        {
            return invalid;
        }

        while (true)
        {
            var entry = cache.Entries.GetOrAdd(name);
            HeadFlight? started = null;
            lock (entry.Gate)
            {
                if (entry.IsRemoved)
                {
                    continue;
                }

                entry.LastUsed = stamp;
                if (Usable(entry, now) is { } answer)
                {
                    return answer;
                }

                var flight = entry.Flight ?? (entry.Flight = started = FlightTo(entry));
                isInStore = flight.Join(observer);
            }

            if (started is not null)
            {
                Begin(entry, started, reads);
            }

            return null;
        }
    }

    /// <summary>
    /// Asks the registry whether the head is still the one at hand, even if it is fresh, and completes with what it said;
    /// a failure is the answer although the head at hand stays. A package that is not in the graph is fetched.
    /// </summary>
    public Task<PackageAnswer> RevalidateAsync(string name, CancellationToken cancellationToken) =>
        RevalidateAsync(name, time.GetUtcNow(), cancellationToken);

    /// <summary>The same, unless the head at hand was confirmed at <paramref name="asked"/> or later.</summary>
    public async Task<PackageAnswer> RevalidateAsync(
        string name,
        DateTimeOffset asked,
        CancellationToken cancellationToken
    )
    {
        var stamp = cache.Entries.Find(name)?.LastUsed ?? 0;
        var wait = new HeadWait();
        var answer =
            Request(name, time.GetUtcNow().UtcTicks, stamp, wait, out _)
            ?? await wait.Answer.WaitAsync(cancellationToken);
        if (answer.Record is null)
        {
            return answer;
        }

        var tries = 0;
        while (true)
        {
            var entry = cache.Entries.GetOrAdd(name);
            var next = new HeadWait();
            HeadFlight? started = null;
            lock (entry.Gate)
            {
                if (entry.IsRemoved)
                {
                    continue;
                }

                // A stale head is being revalidated by having been asked for, perhaps to the end.
                if (entry.Content is { Record: { } record } content && record.FetchedAt >= asked)
                {
                    return content;
                }

                if (entry.Failure is { } failure && failure.FailedAt >= asked.UtcTicks)
                {
                    return failure;
                }

                if (entry.Flight is not { } flight)
                {
                    var newerThan = entry.Content is null ? null : (DateTimeOffset?)asked.AddTicks(-1);
                    entry.Flight = flight = started = new HeadFlight(entry.Content is null, newerThan, isForced: true);
                }

                flight.Join(next);
            }

            if (started is not null)
            {
                Begin(entry, started);
            }

            answer = await next.Answer.WaitAsync(cancellationToken);
            if (entry.Failure is { } failed)
            {
                return failed;
            }

            // A head that has left memory meanwhile comes from the store first.
            if (answer.Record?.FetchedAt >= asked || ++tries == MostTries)
            {
                return answer;
            }
        }
    }

    /// <summary>Starts a revalidation behind the answers, unless one is under way or failed a moment ago.</summary>
    public void RevalidateBehind(HeadEntry entry, long now)
    {
        if (entry.Flight is not null || entry.Failure is { } failure && now < failure.StaleAt)
        {
            return;
        }

        HeadFlight flight;
        lock (entry.Gate)
        {
            // The flight that was under way when the caller looked may have landed since: what it brought is not asked for again.
            if (
                entry.IsRemoved
                || entry.Flight is not null
                || entry.Content is not { } content
                || now < content.StaleAt
                || entry.Failure is { } failed && now < failed.StaleAt
            )
            {
                return;
            }

            entry.Flight = flight = FlightTo(entry);
        }

        metrics.Revalidations.Add(1);
        Begin(entry, flight);
    }

    /// <summary>Publishes a later state of a package that something else than a flight learned, and has it committed.</summary>
    /// <param name="name">The package.</param>
    /// <param name="change">Makes the new record from the present one (null: none); null leaves it.</param>
    /// <param name="details">Details to commit with it.</param>
    /// <param name="lease">To be released when it is committed; null for none.</param>
    public void Update(
        string name,
        Func<PackageRecord?, PackageRecord?> change,
        PackageDetails? details,
        DocumentLease? lease = null
    )
    {
        while (true)
        {
            var entry = cache.Entries.GetOrAdd(name);
            lock (entry.Gate)
            {
                if (entry.IsRemoved)
                {
                    continue;
                }

                if (change(entry.Content?.Record) is { } record)
                {
                    cache.Publish(entry, PackageAnswer.Of(record, options));
                    commits.Add(entry, record, details, lease: lease);
                }
                else
                {
                    lease?.Release();
                }

                return;
            }
        }
    }

    /// <summary>What the store has of a package now; null when it has nothing or fails.</summary>
    public Task<PackageRecord?> ReadStoredAsync(string name) => store.ReadAsync(name);

    /// <summary>
    /// Takes in what another process has stored of a package that is in memory or on its way there. False when what is at hand is as
    /// late, and when nothing is.
    /// </summary>
    public bool Learn(PackageRecord stored)
    {
        if (cache.Entries.Find(stored.Name) is not { } entry)
        {
            return false;
        }

        lock (entry.Gate)
        {
            var known = entry.Content?.Record;
            if (entry.IsRemoved || known?.Sequence >= stored.Sequence)
            {
                return false;
            }

            var later = fetch.Later(entry, stored);
            if (!ReferenceEquals(later, entry.Content))
            {
                cache.Publish(entry, later);
            }

            return known is null || known.FetchedAt < stored.FetchedAt || known.Full != later.Record!.Full;
        }
    }

    /// <summary>Has the relationships of versions that answers were given from committed too.</summary>
    /// <param name="versions">Versions of one head.</param>
    public void CommitAnswered(PackageHead head, IEnumerable<string> versions)
    {
        if (cache.Entries.Find(head.Name) is not { } entry)
        {
            return;
        }

        lock (entry.Gate)
        {
            if (!entry.IsRemoved && entry.Content?.Record is { } record && ReferenceEquals(record.Head, head))
            {
                commits.Add(entry, record, details: null, versions);
            }
        }
    }

    private PackageAnswer? Usable(HeadEntry entry, long now)
    {
        if (entry.Content is { } content)
        {
            if (now < content.StaleAt)
            {
                return content;
            }

            if (content.Head is not null)
            {
                RevalidateBehind(entry, now);
                return content;
            }
        }

        return entry.Failure is { } failure && now < failure.StaleAt ? entry.Content ?? failure : null;
    }

    private static bool IsAskable(string name, out PackageAnswer? invalid)
    {
        var isValid = PackageName.IsValid(name);
        invalid = isValid ? null : PackageAnswer.InvalidName(name, "npm allows no such name");
        return isValid;
    }

    /// <summary>What is in memory is compared with the registry's; what is not may be in the store.</summary>
    private void Begin(
        HeadEntry entry,
        HeadFlight flight,
        List<(string Name, Action<PackageRecord?> Then)>? reads = null
    )
    {
        if (!flight.IsInStore)
        {
            StartFetch(entry, flight);
        }
        else if (reads is null)
        {
            store.Read(entry.Name, record => OnStoreAnswer(entry, flight, record));
        }
        else
        {
            reads.Add((entry.Name, record => OnStoreAnswer(entry, flight, record)));
        }
    }

    /// <summary>Brings into memory what the store has, unless something later is there, or may be in the store by now.</summary>
    /// <param name="record">What the store has.</param>
    /// <param name="stamp">The caller's stamp.</param>
    /// <param name="changes"><see cref="HeadCache.Changes"/> before it was asked.</param>
    private PackageAnswer TakeIn(PackageRecord record, long stamp, long changes)
    {
        while (true)
        {
            var entry = cache.Entries.GetOrAdd(record.Name);
            lock (entry.Gate)
            {
                if (entry.IsRemoved)
                {
                    continue;
                }

                entry.LastUsed = stamp;
                if (entry.Content is { } known)
                {
                    return known;
                }

                var answer = PackageAnswer.Of(record, options);
                if (cache.Changes == changes)
                {
                    cache.Publish(entry, answer);
                }
                else
                {
                    cache.Entries.TryRemove(entry);
                }

                return answer;
            }
        }
    }

    private void OnStoreAnswer(HeadEntry entry, HeadFlight flight, PackageRecord? record)
    {
        var answer = record is null ? null : PackageAnswer.Of(record, options);
        var now = time.GetUtcNow().UtcTicks;
        bool isEnough;
        bool isGuess;
        lock (entry.Gate)
        {
            // A full document may have brought a later state while the store was being read.
            if (entry.Content is { } later)
            {
                answer = later;
            }
            else if (answer is not null)
            {
                cache.Publish(entry, answer);
            }

            isEnough = answer is not null && (answer.Head is not null || now < answer.StaleAt);
            isGuess = flight.IsGuess;
            if (isEnough || isGuess)
            {
                entry.Flight = null;
            }

            if (isGuess && answer is null)
            {
                cache.Entries.TryRemove(entry);
            }
        }

        if (isGuess)
        {
            return;
        }

        if (isEnough)
        {
            flight.Land(entry.Name, answer!);
            if (now >= answer!.StaleAt)
            {
                RevalidateBehind(entry, now);
            }

            return;
        }

        // What is stored is too old an answer, or there is none.
        flight.NewerThan ??= record?.FetchedAt;
        flight.MissStore(entry.Name);
        StartFetch(entry, flight);
    }

    // On another thread: the reading one has more answers to hand out, and sending a request is not free.
    private void StartFetch(HeadEntry entry, HeadFlight flight) =>
        _ = Task.Run(() => FlyAsync(entry, flight), CancellationToken.None);

    private async Task FlyAsync(HeadEntry entry, HeadFlight flight)
    {
        var answer = await fetch.RunAsync(entry, flight);
        try
        {
            flight.Land(entry.Name, answer);
        }
        catch (AggregateException e)
        {
            logger.LogError(e, "What the registry says of package {Package} could not be taken in.", entry.Name);
        }
    }

    /// <summary>What is at hand was confirmed at a time: only what is later is worth the flight.</summary>
    private static HeadFlight FlightTo(HeadEntry entry) =>
        new(isInStore: entry.Content is null, newerThan: entry.Content?.Record?.FetchedAt);
}

using System.Collections.Concurrent;
using DepGraph.Ingestion.Commit;
using DepGraph.Ingestion.Graph;
using DepGraph.Npm.Resolution;
using DepGraph.Storage;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace DepGraph.Ingestion.Jobs;

/// <summary>
/// The ingestions that this process works on, and what the store is told of them: leases are renewed and progress is written in one.
/// Those that a request left behind exist in memory at once and become jobs of the store within a second; a request that is answered in
/// time leaves none, whatever it fetched.
/// </summary>
internal sealed class IngestionBoard(
    IJobQueue queue,
    IIngestionStore store,
    CommitQueue commits,
    WorkerIdentity identity,
    IngestionRole role,
    IOptions<IngestionOptions> options,
    TimeProvider time,
    ILogger<IngestionBoard> logger
) : IUnfinishedWork, IDisposable
{
    private const int MaxUnsaved = 10_000;
    private static readonly TimeSpan CommitPatience = TimeSpan.FromSeconds(30);

    /// <summary>Longer than a lease is on its way.</summary>
    private static readonly TimeSpan CancelMemory = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<string, LiveIngestion> live = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<object, LiveIngestion> followed = new();

    /// <summary>Cancelled in the store, perhaps while their lease was on its way here; with the time.</summary>
    private readonly ConcurrentDictionary<string, long> cancelled = new(StringComparer.Ordinal);
    private readonly Lock following = new();
    private readonly SemaphoreSlim saving = new(1, 1);

    /// <summary>On what terms this process leases.</summary>
    public LeaseTerms Terms { get; } = new(identity.Name, options.Value.LeaseDuration, options.Value.MaxAttempts);

    public ValueTask<string?> FollowAsync(ClosureWalk walk) =>
        new(walk.IngestionId ??= Follow(walk, $"{walk.Key.Name}@{walk.Key.Version}", () => walk).Id);

    public ValueTask<string?> FollowAsync(string name, Task<PackageAnswer> load) =>
        new(
            Follow(
                $"head:{name}",
                name,
                () => new PackageWork<PackageAnswer>(load, answer => (answer.Status, answer.Message))
            ).Id
        );

    public ValueTask<string?> FollowAsync(string name, Task<DetailsAnswer> load) =>
        new(
            Follow(
                $"full:{name}",
                name,
                () => new PackageWork<DetailsAnswer>(load, answer => (answer.Status, answer.Message))
            ).Id
        );

    public ValueTask<string?> FollowAsync(DependencySet set, IReadOnlyDictionary<string, Task<DetailsAnswer>> loads)
    {
        return new(
            Follow(
                $"documents:{set.Root} {set.Revision}",
                $"{set.Root}",
                () => new DocumentsWork([.. loads.Values.Select(FateAsync)])
            ).Id
        );

        static async Task<(HeadStatus Status, string? Message)> FateAsync(Task<DetailsAnswer> load)
        {
            var answer = await load;
            return (answer.Status, answer.Message);
        }
    }

    public LiveIngestion? Find(string id) => live.GetValueOrDefault(id);

    /// <summary>Takes a leased job in. Null when this process is at it already: a lease that ran out came back to it.</summary>
    public LiveIngestion? Take(JobLease lease)
    {
        var taken = new LiveIngestion(lease.Job, lease) { DroppedBefore = commits.Dropped };
        while (true)
        {
            var present = live.GetOrAdd(lease.Job.Id, taken);
            if (present == taken)
            {
                if (cancelled.ContainsKey(taken.Id))
                {
                    taken.Cancel(time.GetUtcNow());
                }

                return taken;
            }

            if (!present.IsSettled)
            {
                present.Lease(lease);
                return null;
            }

            live.TryRemove(KeyValuePair.Create(present.Id, present));
        }
    }

    /// <summary>Cancels an ingestion, whoever works on it. Null when there is none of that id.</summary>
    /// <exception cref="StoreException">This process does not work on it, and the store fails.</exception>
    public async Task<IngestionRecord?> CancelAsync(string id, CancellationToken cancellationToken)
    {
        IngestionRecord? ended = null;
        if (Find(id) is not { IsSettled: false })
        {
            RememberCancelled(id);
            ended = await queue.CancelJobAsync(id, cancellationToken);
        }

        if (Find(id) is { IsSettled: false } ingestion)
        {
            ingestion.Cancel(time.GetUtcNow());
            await TrySaveAsync(cancellationToken);
            return ingestion.Record;
        }

        return ended ?? await store.FindIngestionAsync(id, cancellationToken);
    }

    /// <summary>
    /// Ends an ingestion with its work's outcome, once what it fetched is stored. Writes that were given up make it partial; so does, unless
    /// this is a worker, a store that fails for long, although what was fetched answers from memory. A cancelled one has ended already.
    /// </summary>
    public async Task FinishAsync(
        LiveIngestion ingestion,
        IngestionOutcome outcome,
        CancellationToken cancellationToken
    )
    {
        if (ingestion.HasEnded || ingestion.IsSettled)
        {
            return;
        }

        var isStored = await IsStoredAsync(ingestion, cancellationToken);
        if (outcome.State == IngestionState.Complete && !isStored)
        {
            outcome = new(
                IngestionState.Partial,
                $"Everything was fetched, but is not stored: {commits.Health.LastError}"
            );
        }
        else if (outcome.State == IngestionState.Complete && commits.Dropped > ingestion.DroppedBefore)
        {
            outcome = new(
                IngestionState.Partial,
                "Everything was fetched, but packages were given up meanwhile that could not be stored; the log says which."
            );
        }

        ingestion.Finish(outcome, time.GetUtcNow());
    }

    /// <summary>Queues an ingestion again whose attempt broke, or parks it when it has broken too often.</summary>
    /// <exception cref="StoreException">The store fails: the lease runs out instead.</exception>
    public async Task RetryAsync(LiveIngestion ingestion, string error, CancellationToken cancellationToken)
    {
        if (ingestion.Report is { } report)
        {
            var pause = TimeSpan.FromSeconds(Math.Pow(4, Math.Min(ingestion.Record.Attempts, 6) - 1));
            await queue.RetryJobAsync(report, error, pause, Terms.MaxAttempts, cancellationToken);
            ingestion.Abandon();
        }
    }

    /// <summary>
    /// Renews the leases of what is worked on, and writes every progress and end that the store does not have. What cannot be written now
    /// is written later.
    /// </summary>
    /// <exception cref="StoreException">The store fails; some may be written.</exception>
    public async Task SaveAsync(CancellationToken cancellationToken)
    {
        await saving.WaitAsync(cancellationToken);
        try
        {
            await ReportAsync(cancellationToken);
            foreach (var ingestion in live.Values.Where(one => !one.IsSettled && (one.HasEnded || one.Report is null)))
            {
                await SaveAsync(ingestion, cancellationToken);
            }
        }
        finally
        {
            saving.Release();
            Forget();
        }
    }

    /// <summary>The same, for those who can go on with what is in memory.</summary>
    public async Task TrySaveAsync(CancellationToken cancellationToken)
    {
        try
        {
            await SaveAsync(cancellationToken);
        }
        catch (StoreException e)
        {
            logger.LogDebug(e, "The progress of ingestions is not stored; the next second tries again.");
        }
    }

    /// <summary>Gives back what has not ended, so that others can take it up at once, and writes what has.</summary>
    public async Task ReleaseAsync()
    {
        await TrySaveAsync(CancellationToken.None);
        var unfinished = live.Values.Where(one => one is { HasEnded: false, IsSettled: false }).ToList();
        if (unfinished.Count == 0)
        {
            // Also where the start failed, and the store was never opened.
            return;
        }

        try
        {
            await queue.ReleaseJobsAsync([.. unfinished.Select(one => one.Report).OfType<JobReport>()]);
            unfinished.ForEach(static one => one.Abandon());
        }
        catch (StoreException e)
        {
            logger.LogWarning(
                e,
                "{Count} ingestions could not be given back; they are taken up when their leases run out.",
                unfinished.Count
            );
        }
    }

    public void Dispose() => saving.Dispose();

    /// <summary>
    /// Waits until what was fetched before is stored or given up; false when a failing store was waited for long enough. A worker waits
    /// for it to the end: the ends of its jobs are of use in that store only. Nobody waits for an ingestion that was stopped.
    /// </summary>
    private async Task<bool> IsStoredAsync(LiveIngestion ingestion, CancellationToken cancellationToken)
    {
        var flush = Task.WhenAny(commits.FlushAsync(cancellationToken), ingestion.Stopped);
        while (true)
        {
            try
            {
                await await flush.WaitAsync(CommitPatience, time, cancellationToken);
                return true;
            }
            catch (TimeoutException) when (role == IngestionRole.Worker || commits.Health.IsHealthy)
            {
                logger.LogDebug("Ingestion {Id} waits for what it fetched to be stored.", ingestion.Id);
            }
            catch (TimeoutException)
            {
                return false;
            }
        }
    }

    private async Task ReportAsync(CancellationToken cancellationToken)
    {
        var working = live.Values.Where(one => one is { HasEnded: false, IsSettled: false, Report: not null }).ToList();
        if (working.Count == 0)
        {
            return;
        }

        var reports = working.ConvertAll(one => one.Report!.Value);
        var standings = await queue.ReportJobsAsync(reports, Terms.Duration, cancellationToken);
        for (var i = 0; i < reports.Count; i++)
        {
            if (standings[i] == JobStanding.Cancelled)
            {
                working[i].Cancel(time.GetUtcNow());
                working[i].Settle();
            }
            else if (standings[i] == JobStanding.Lost && working[i].Report?.Token == reports[i].Token)
            {
                logger.LogWarning(
                    "Ingestion {Id} of {Spec} is somebody else's by now: its lease ran out before it was renewed.",
                    working[i].Id,
                    working[i].Spec
                );
                working[i].Abandon();
            }
        }
    }

    private async Task SaveAsync(LiveIngestion ingestion, CancellationToken cancellationToken)
    {
        var record = ingestion.Record;
        if (!record.State.IsFinal())
        {
            ingestion.Lease(await queue.BeginJobAsync(record, Terms, cancellationToken));
            return;
        }

        if (ingestion.Report is not { } report)
        {
            await queue.EnqueueJobsAsync([record], cancellationToken);
        }
        else if (record.State == IngestionState.Cancelled)
        {
            await queue.CancelJobAsync(record.Id, cancellationToken);
        }
        else
        {
            await queue.FinishJobAsync(report, record.State, record.Error, cancellationToken);
        }

        ingestion.Settle();
    }

    private void Forget()
    {
        foreach (var ingestion in live.Values)
        {
            if (ingestion.IsSettled || (ingestion.HasEnded && live.Count > MaxUnsaved))
            {
                live.TryRemove(KeyValuePair.Create(ingestion.Id, ingestion));
            }
        }
    }

    private void RememberCancelled(string id)
    {
        foreach (var (other, at) in cancelled)
        {
            if (time.GetElapsedTime(at) > CancelMemory)
            {
                cancelled.TryRemove(other, out _);
            }
        }

        cancelled[id] = time.GetTimestamp();
    }

    private LiveIngestion Follow(object subject, string spec, Func<IIngestionWork> work)
    {
        lock (following)
        {
            if (followed.TryGetValue(subject, out var present))
            {
                return present;
            }

            var now = time.GetUtcNow();
            var ingestion = new LiveIngestion(
                new IngestionRecord
                {
                    Id = IngestionId.New('i'),
                    Spec = spec,
                    State = IngestionState.Running,
                    RequestedAt = now,
                    StartedAt = now,
                },
                lease: null
            )
            {
                DroppedBefore = commits.Dropped,
            };
            var started = work();
            ingestion.TryFollow(started);
            live[ingestion.Id] = ingestion;
            followed[subject] = ingestion;
            _ = FinishAsync(subject, ingestion, started);
            return ingestion;
        }
    }

    private async Task FinishAsync(object subject, LiveIngestion ingestion, IIngestionWork work)
    {
        await work.Completion;
        await FinishAsync(ingestion, work.Outcome(), CancellationToken.None);
        lock (following)
        {
            followed.TryRemove(subject, out _);
        }
    }
}

using System.Collections.Concurrent;
using DepGraph.Ingestion.Commit;
using DepGraph.Ingestion.Graph;
using DepGraph.Storage;
using Microsoft.Extensions.Logging;

namespace DepGraph.Ingestion.Jobs;

/// <summary>
/// The ingestions of this process and their rows. Those that a request left behind exist in memory at once and get their row
/// within a second; a request that is answered in time leaves none, whatever it fetched.
/// </summary>
internal sealed class IngestionBoard(
    IIngestionStore store,
    CommitQueue commits,
    TimeProvider time,
    ILogger<IngestionBoard> logger
) : IDisposable
{
    private const int MaxUnsaved = 10_000;
    private static readonly TimeSpan CommitPatience = TimeSpan.FromSeconds(30);

    private readonly ConcurrentDictionary<string, LiveIngestion> live = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<object, LiveIngestion> followed = new();
    private readonly Lock following = new();
    private readonly SemaphoreSlim saving = new(1, 1);

    /// <summary>Ingestions that have not ended, or whose end is not stored yet.</summary>
    public int LiveCount => live.Count;

    /// <summary>Makes a closure's walk an ingestion, if it is not one yet, and returns its id.</summary>
    public string Follow(ClosureWalk walk) =>
        walk.IngestionId ??= Follow(walk, $"{walk.Key.Name}@{walk.Key.Version}", () => walk).Id;

    /// <summary>Makes a package's fetch an ingestion, if it is not one yet, and returns its id.</summary>
    public string Follow(string name, Task<PackageAnswer> load) =>
        Follow(
            $"head:{name}",
            name,
            () => new PackageWork<PackageAnswer>(load, answer => (answer.Status, answer.Message))
        ).Id;

    /// <summary>Makes the fetch of a package's full document an ingestion, if it is not one yet, and returns its id.</summary>
    public string Follow(string name, Task<DetailsAnswer> load) =>
        Follow(
            $"full:{name}",
            name,
            () => new PackageWork<DetailsAnswer>(load, answer => (answer.Status, answer.Message))
        ).Id;

    public LiveIngestion? Find(string id) => live.GetValueOrDefault(id);

    /// <summary>One of that spec that has not ended and was asked for, if any.</summary>
    public LiveIngestion? FindRequested(string spec, bool isRefresh) =>
        live.Values.FirstOrDefault(ingestion =>
            ingestion.IsRequested
            && ingestion.Spec == spec
            && IngestionId.IsRefresh(ingestion.Id) == isRefresh
            && !ingestion.Record.State.IsFinal()
        );

    /// <summary>Begins one that was queued. False when it has ended meanwhile.</summary>
    public bool TryStart(LiveIngestion ingestion)
    {
        ingestion.DroppedBefore = commits.Dropped;
        return ingestion.TryStart(time.GetUtcNow());
    }

    /// <summary>Adds one that is durable when the task completes.</summary>
    public async Task<LiveIngestion> CreateAsync(IngestionRecord record, CancellationToken cancellationToken)
    {
        var ingestion = new LiveIngestion(record, isRequested: true);
        await store.CreateIngestionAsync(record, cancellationToken);
        ingestion.Saved(record);
        live[record.Id] = ingestion;
        return ingestion;
    }

    /// <summary>Takes one up that the store has as unfinished.</summary>
    public LiveIngestion Resume(IngestionRecord record)
    {
        var ingestion = new LiveIngestion(
            record with
            {
                State = IngestionState.Queued,
                StartedAt = null,
            },
            isRequested: true
        );
        ingestion.Saved(record);
        live[record.Id] = ingestion;
        return ingestion;
    }

    /// <summary>
    /// Ends an ingestion with its work's outcome, once what it fetched is stored; a store that fails for long makes it
    /// partial, although what was fetched answers from memory. So do writes that were given up. A cancelled one has ended already.
    /// </summary>
    public async Task FinishAsync(
        LiveIngestion ingestion,
        IngestionOutcome outcome,
        CancellationToken cancellationToken
    )
    {
        if (ingestion.Record.State.IsFinal())
        {
            return;
        }

        try
        {
            await commits.FlushAsync(cancellationToken).WaitAsync(CommitPatience, time, cancellationToken);
            if (outcome.State == IngestionState.Complete && commits.Dropped > ingestion.DroppedBefore)
            {
                outcome = new(
                    IngestionState.Partial,
                    "Everything was fetched, but packages were given up meanwhile that could not be stored; the log says which."
                );
            }
        }
        catch (TimeoutException) when (outcome.State == IngestionState.Complete)
        {
            outcome = new(
                IngestionState.Partial,
                $"Everything was fetched, but is not stored: {commits.Health.LastError}"
            );
        }
        catch (TimeoutException)
        {
            logger.LogDebug("Ingestion {Id} ends before all of it is stored.", ingestion.Id);
        }

        ingestion.Finish(outcome, time.GetUtcNow());
    }

    /// <summary>Writes every progress that the store does not have. What cannot be written now is written later.</summary>
    /// <exception cref="StoreException">The store fails; some may be written.</exception>
    public async Task SaveAsync(CancellationToken cancellationToken)
    {
        await saving.WaitAsync(cancellationToken);
        try
        {
            foreach (var ingestion in live.Values)
            {
                if (ingestion.Unsaved is { } unsaved)
                {
                    await (
                        ingestion.IsStored
                            ? store.UpdateIngestionAsync(unsaved, cancellationToken)
                            : store.CreateIngestionAsync(unsaved, cancellationToken)
                    );
                    ingestion.Saved(unsaved);
                }
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

    public void Dispose() => saving.Dispose();

    private void Forget()
    {
        foreach (var ingestion in live.Values)
        {
            if (ingestion.Record.State.IsFinal() && (ingestion.Unsaved is null || live.Count > MaxUnsaved))
            {
                live.TryRemove(ingestion.Id, out _);
            }
        }
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
                    Id = IngestionId.NewIngest(),
                    Spec = spec,
                    State = IngestionState.Running,
                    RequestedAt = now,
                    StartedAt = now,
                },
                isRequested: false
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

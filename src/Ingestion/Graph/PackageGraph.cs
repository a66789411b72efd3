using DepGraph.Ingestion.Commit;
using DepGraph.Ingestion.Feed;
using DepGraph.Ingestion.Jobs;
using DepGraph.Storage;
using Microsoft.Extensions.Options;

namespace DepGraph.Ingestion.Graph;

/// <summary>
/// The graph as operations see it: what is in memory answers at once, what is in the store is read in batches, what is in
/// neither is fetched from the registry, once for all who ask. One object per process.
/// </summary>
public sealed class PackageGraph
{
    private readonly IngestionOptions options;
    private readonly HeadCache cache;
    private readonly CommitQueue commits;
    private readonly ChangeFeed changes;
    private readonly IngestionMetrics metrics;
    private readonly IngestionLifetime lifetime;

    internal PackageGraph(
        HeadCache cache,
        HeadLoader heads,
        DetailsLoader details,
        ClosureCache closures,
        CursorSets cursors,
        AnsweredVersions answered,
        CommitQueue commits,
        ChangeFeed changes,
        IUnfinishedWork unfinished,
        IngestionLifetime lifetime,
        IOptions<IngestionOptions> options,
        TimeProvider time,
        IngestionMetrics metrics
    )
    {
        (this.cache, this.commits, this.options, this.metrics) = (cache, commits, options.Value, metrics);
        this.changes = changes;
        (Heads, Details, Closures, Cursors, Answered) = (heads, details, closures, cursors, answered);
        (Unfinished, Time, this.lifetime) = (unfinished, time, lifetime);
    }

    /// <summary>How the writing of fetched heads goes; part of the service's health.</summary>
    public WriteBehindHealth WriteBehind => commits.Health;

    /// <summary>
    /// Ends all fetching, for good: what waits for it is answered with <see cref="AnswerCodes.Stopping"/>. A stop of the host does
    /// so after it has drained its requests; call it before when that takes too long.
    /// </summary>
    public Task StopFetchingAsync() => lifetime.StopAsync();

    internal HeadLoader Heads { get; }

    internal DetailsLoader Details { get; }

    internal ClosureCache Closures { get; }

    internal CursorSets Cursors { get; }

    internal AnsweredVersions Answered { get; }

    internal IUnfinishedWork Unfinished { get; }

    internal TimeProvider Time { get; }

    internal long Epoch => cache.Epoch;

    internal long Removals => cache.Entries.Removals;

    /// <summary>The time that an operation waits when its client prefers <paramref name="preferred"/> (null: names none).</summary>
    public TimeSpan WaitOf(TimeSpan? preferred)
    {
        var most = TimeSpan.FromSeconds(options.MaxWaitSeconds);
        var wait = preferred ?? TimeSpan.FromSeconds(options.WaitSeconds);
        return wait < TimeSpan.Zero ? TimeSpan.Zero
            : wait > most ? most
            : wait;
    }

    /// <summary>
    /// To be awaited before an operation begins. With <see cref="IngestionOptions.ConsistentReads"/> it completes when memory has nothing
    /// older than what the store has; otherwise at once.
    /// </summary>
    /// <exception cref="StoreException">The store cannot be asked, or the process is ending.</exception>
    /// <exception cref="OperationCanceledException">The client left.</exception>
    public Task CatchUpAsync(CancellationToken cancellationToken = default) =>
        options.ConsistentReads ? changes.CatchUpAsync(cancellationToken) : Task.CompletedTask;

    /// <summary>Begins an operation's view; dispose it when the operation ends.</summary>
    /// <param name="preferredWait">How long the client wants to wait for missing parts, see <see cref="WaitOf"/>.</param>
    /// <param name="cancellationToken">The client left: waits end, what is being fetched goes on.</param>
    public GraphSession BeginSession(TimeSpan? preferredWait = null, CancellationToken cancellationToken = default)
    {
        // The epoch first: a change after it is noticed, even one before the first look.
        var epoch = cache.Epoch;
        return new GraphSession(
            this,
            new SessionClock(Time, WaitOf(preferredWait), cancellationToken),
            Time.GetUtcNow().UtcTicks,
            NextStamp(),
            epoch
        );
    }

    internal long NextStamp() => cache.Entries.NextStamp();

    internal bool IsStale(PackageRecord record, long now) =>
        now >= (record.FetchedAt + (record.Head is null ? options.NegativeFreshness : options.Freshness)).UtcTicks;

    internal PackageAnswer? LastKnown(string name) => cache.Entries.Find(name)?.Content;

    internal void CountClosure(ClosureSource source) => metrics.Count(source);
}

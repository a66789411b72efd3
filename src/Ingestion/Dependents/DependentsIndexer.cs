using DepGraph.Ingestion.Commit;
using DepGraph.Ingestion.Dependents.Index;
using DepGraph.Ingestion.Graph;
using DepGraph.Storage;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace DepGraph.Ingestion.Dependents;

/// <summary>
/// Builds the index from all heads of the store, then keeps it current by the store's change feed: at once after a commit of this
/// process, a moment later after one of another. It is the index's only writer.
/// </summary>
internal sealed class DependentsIndexer : BackgroundService
{
    /// <summary>How often the feed is looked at when this process commits nothing.</summary>
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(250);

    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);

    private readonly TaskCompletionSource settled = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly IHeadStore store;
    private readonly IHeadScan scan;
    private readonly CommitSignal committed;
    private readonly long maxBytes;
    private readonly TimeProvider time;
    private readonly ILogger<DependentsIndexer> logger;
    private volatile DependentsIndex? index;
    private volatile string? failure;
    private volatile bool isCurrent;
    private volatile int packagesRead;
    private TimeSpan pause = FirstPause;

    public DependentsIndexer(
        IHeadStore store,
        IHeadScan scan,
        CommitSignal committed,
        IOptions<IngestionOptions> options,
        TimeProvider time,
        IngestionMetrics metrics,
        ILogger<DependentsIndexer> logger
    )
    {
        (this.store, this.scan, this.committed) = (store, scan, committed);
        (maxBytes, this.time, this.logger) = (options.Value.DependentsIndexBytes, time, logger);
        metrics.Observe(
            "depgraph.dependents.bytes",
            "By",
            "Size of the index of dependents.",
            () => index?.State.Bytes ?? 0
        );
    }

    /// <summary>Completes when there is an index, or never will be one.</summary>
    public Task Settled => settled.Task;

    /// <summary>The index as it is now; null while it is being built, and when there is none.</summary>
    public DependentsState? State => index?.State;

    /// <summary>Why there is no index and will be none; null otherwise.</summary>
    public string? Failure => failure;

    /// <summary>Whether the index has taken in what the store had when it was looked at last, a moment ago.</summary>
    public bool IsCurrent => isCurrent;

    /// <summary>Packages that the building has read so far.</summary>
    public int PackagesRead => packagesRead;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                var feed = new HeadChangeFeed(store, await store.LastSequenceAsync(stoppingToken));
                var built = await BuildAsync(stoppingToken);
                await CatchUpAsync(built, feed, stoppingToken);
                index = built;
                settled.TrySetResult();
                await FollowAsync(built, feed, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                logger.LogDebug("The index of dependents is kept no longer.");
            }
            catch (DependentsIndexTooLargeException e)
            {
                GiveUp(e);
                return;
            }
            catch (Exception e)
            {
                // Whatever it was, the index may be half-way through a change: only a new one is sure to be right.
                index = null;
                logger.LogError(
                    e,
                    "There is no index of dependents for the moment; it is built anew in {Pause}.",
                    pause
                );
                await PauseAsync(stoppingToken);
            }
        }
    }

    private async Task<DependentsIndex> BuildAsync(CancellationToken stoppingToken)
    {
        var started = time.GetTimestamp();
        var builder = new DependentsBuilder(maxBytes);
        packagesRead = 0;
        await foreach (var head in scan.ScanHeadsAsync(stoppingToken))
        {
            builder.Add(head.Name, PackageEdges.Of(head));
            packagesRead++;
        }

        var state = new DependentsState(builder.Build(), builder.Ranges);
        logger.LogInformation(
            "The index of dependents is built: {Packages} packages, {Edges} edges, {Bytes} bytes, {Seconds:0.0} s.",
            packagesRead,
            state.FlatEdges,
            state.Bytes,
            time.GetElapsedTime(started).TotalSeconds
        );
        return new DependentsIndex(state, maxBytes);
    }

    /// <summary>Goes on until the process ends. A store that fails is asked again; the index stays as it is meanwhile.</summary>
    private async Task FollowAsync(DependentsIndex built, HeadChangeFeed feed, CancellationToken stoppingToken)
    {
        while (true)
        {
            var next = committed.Next;
            try
            {
                await CatchUpAsync(built, feed, stoppingToken);
                pause = FirstPause;
            }
            catch (StoreException e)
            {
                isCurrent = false;
                logger.LogWarning(e, "Changes cannot be read; the index of dependents waits for {Pause}.", pause);
                await PauseAsync(stoppingToken);
                continue;
            }

            await WaitAsync(next, stoppingToken);
        }
    }

    private async Task CatchUpAsync(DependentsIndex built, HeadChangeFeed feed, CancellationToken stoppingToken)
    {
        while (await feed.ReadAsync(stoppingToken) is { Changed: var changed, IsAll: var isAll })
        {
            foreach (var (name, head) in changed)
            {
                built.Apply(name, head is null ? [] : PackageEdges.Of(head));
            }

            isCurrent = isAll;
            if (isAll)
            {
                return;
            }
        }
    }

    private async Task WaitAsync(Task next, CancellationToken stoppingToken)
    {
        using var poll = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
        await Task.WhenAny(next, Task.Delay(PollInterval, time, poll.Token));
        await poll.CancelAsync();
        stoppingToken.ThrowIfCancellationRequested();
    }

    private async Task PauseAsync(CancellationToken stoppingToken)
    {
        await Task.Delay(pause, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
    }

    private void GiveUp(DependentsIndexTooLargeException e)
    {
        failure =
            $"The graph has outgrown the memory for its index of dependents: {IngestionOptions.SectionName}:"
            + $"{nameof(IngestionOptions.DependentsIndexBytes)} is {maxBytes}, and {e.Bytes} bytes and more are needed. "
            + "Raise it and restart the service.";
        index = null;
        logger.LogError("{Failure} Everything else goes on.", failure);
        settled.TrySetResult();
    }
}

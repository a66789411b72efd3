using DepGraph.Ingestion.Graph;
using DepGraph.Storage;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace DepGraph.Ingestion.Commit;

/// <summary>
/// Writes the <see cref="CommitQueue"/> to the store in group commits: at the latest <see cref="IngestionOptions.CommitInterval"/>
/// after a head arrived, sooner when a batch is full. A failing store is tried again with growing pauses; a clean stop
/// writes what is left.
/// </summary>
internal sealed class CommitWriter(
    CommitQueue queue,
    IHeadStore store,
    HeadCache cache,
    CommitSignal committed,
    IngestionLifetime lifetime,
    IOptions<IngestionOptions> options,
    TimeProvider time,
    IngestionMetrics metrics,
    ILogger<CommitWriter> logger
) : IHostedService, IDisposable
{
    private const int BatchSize = 256;
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);

    private readonly CancellationTokenSource stopping = new();
    private TimeSpan pause = FirstPause;
    private Task running = Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        running = Task.Run(RunAsync, CancellationToken.None);
        return Task.CompletedTask;
    }

    /// <summary>
    /// Ends the loop and writes what is left, which the queue's size bounds; gives up at the first failure. The host's patience,
    /// which requests may have used up before, does not end it.
    /// </summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await lifetime.StopAsync();
        await stopping.CancelAsync();
        await running;
        while (await WriteBatchAsync() == BatchResult.Written) { }
        if (queue.Health is { PendingPackages: > 0 } health)
        {
            logger.LogError(
                "Stopped with {Packages} fetched packages not stored; they will be fetched again. Last error: {Error}",
                health.PendingPackages,
                health.LastError
            );
        }
    }

    public void Dispose() => stopping.Dispose();

    private async Task RunAsync()
    {
        try
        {
            while (true)
            {
                await queue.Signal.WaitAsync(stopping.Token);
                await GatherAsync();
                BatchResult result;
                while ((result = await WriteBatchAsync()) == BatchResult.Written && !stopping.IsCancellationRequested)
                { }

                if (result == BatchResult.Failed)
                {
                    await Task.Delay(pause, time, stopping.Token);
                    pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
                }
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            logger.LogDebug("The commit loop ends; what is pending is written by the stop.");
        }
    }

    /// <summary>Lets a batch gather, in steps short enough to notice a full one, and no longer than a wanted flush allows.</summary>
    private async Task GatherAsync()
    {
        const int steps = 8;
        var flush = queue.FlushWanted;
        for (var step = 0; step < steps && !flush.IsCompleted && queue.Health.PendingPackages < BatchSize; step++)
        {
            await Task.WhenAny(flush, Task.Delay(options.Value.CommitInterval / steps, time, stopping.Token));
            stopping.Token.ThrowIfCancellationRequested();
        }
    }

    private async Task<BatchResult> WriteBatchAsync()
    {
        var batch = queue.Take(BatchSize);
        if (batch.Count == 0)
        {
            return BatchResult.Empty;
        }

        try
        {
            await CommitAsync(batch);
            if (pause != FirstPause)
            {
                logger.LogInformation("The store takes writes again.");
                pause = FirstPause;
            }

            return BatchResult.Written;
        }
        catch (StoreException e)
        {
            return Return(batch, e);
        }
        catch (Exception e)
        {
            metrics.CommitFailures.Add(1);
            return await CommitOneByOneAsync(batch, e);
        }
    }

    private BatchResult Return(IReadOnlyList<PendingWrite> batch, StoreException failure)
    {
        metrics.CommitFailures.Add(1);
        if (queue.Health.IsHealthy)
        {
            logger.LogError(
                failure,
                "Fetched packages cannot be stored; answers go on from memory, and storing is tried again."
            );
        }

        queue.Return(batch, failure.Message, time.GetUtcNow());
        return BatchResult.Failed;
    }

    /// <summary>Something about one of the writes breaks the commit: find it, so that it does not hold up the others.</summary>
    private async Task<BatchResult> CommitOneByOneAsync(IReadOnlyList<PendingWrite> batch, Exception cause)
    {
        for (var i = 0; i < batch.Count; i++)
        {
            var write = batch[i];
            try
            {
                await CommitAsync([write]);
            }
            catch (StoreException e)
            {
                // The rest with it: they keep their order, and the store gets its pause.
                return Return(batch.Skip(i).ToArray(), e);
            }
            catch (Exception e)
            {
                logger.LogError(
                    e,
                    "Package {Package} cannot be stored and is given up ({Cause}).",
                    write.Record.Name,
                    cause.Message
                );
                queue.GiveUp(write);
            }
        }

        return BatchResult.Written;
    }

    private async Task CommitAsync(IReadOnlyList<PendingWrite> batch)
    {
        var writes = new HeadWrite[batch.Count];
        for (var i = 0; i < writes.Length; i++)
        {
            writes[i] = batch[i].ToHeadWrite();
        }

        var started = time.GetTimestamp();
        // Not cancelled by a stop: a commit whose outcome is unknown must not be repeated blindly.
        var results = await store.CommitAsync(writes, CancellationToken.None);
        metrics.CommitSize.Record(batch.Count);
        metrics.CommitDuration.Record(time.GetElapsedTime(started).TotalMilliseconds);
        for (var i = 0; i < batch.Count; i++)
        {
            // While it still counts as pending: the change feed takes it for another process's otherwise.
            HeadCache.NoteCommit(batch[i].Entry, writes[i], results[i]);
        }

        queue.Complete(batch);
        committed.Pulse();
        cache.Entries.TrimBehind();
        for (var i = 0; i < batch.Count; i++)
        {
            if (results[i].Outcome == HeadCommitOutcome.Superseded)
            {
                cache.Forget(batch[i].Entry);
            }
        }
    }

    private enum BatchResult
    {
        Empty,
        Written,
        Failed,
    }
}

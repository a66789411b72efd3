using DepGraph.Storage;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace DepGraph.Ingestion.Jobs;

/// <summary>
/// Leases jobs and does them: those that somebody asked for a bounded number at once, those that answers wait for beside them. Every second
/// leases are renewed and progress is written. A stop gives back what is unfinished; after a crash its leases run out. Either way it
/// is taken up again, by this process or another.
/// </summary>
internal sealed class IngestionRunner(
    IJobQueue queue,
    IngestionBoard board,
    IngestionExecution execution,
    JobWake wake,
    IngestionRole role,
    WorkerHealth health,
    IOptions<IngestionOptions> options,
    TimeProvider time,
    ILogger<IngestionRunner> logger
) : BackgroundService
{
    /// <summary>Taken at once of what answers wait for, so that other workers get some too.</summary>
    private const int AwaitedAtOnce = 8;

    private static readonly TimeSpan SaveInterval = TimeSpan.FromSeconds(1);

    /// <summary>A process that is told of what it is asked itself only has to look for what others leave.</summary>
    private static readonly TimeSpan InlineInterval = TimeSpan.FromSeconds(1);

    /// <summary>Between the looks of a worker that found nothing with the last one.</summary>
    private static readonly TimeSpan IdleInterval = TimeSpan.FromMilliseconds(100);

    /// <summary>Between the looks of a worker that found something: there is often more.</summary>
    private static readonly TimeSpan BusyInterval = TimeSpan.FromMilliseconds(25);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);

    private readonly HashSet<Task> asked = [];
    private readonly HashSet<Task> awaited = [];
    private TimeSpan failurePause;

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        // Not by the host's patience, which requests may have used up before.
        await board.ReleaseAsync();
        health.End();
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(LeaseAsync(stoppingToken), SaveRegularlyAsync(stoppingToken));

    private async Task LeaseAsync(CancellationToken stoppingToken)
    {
        try
        {
            var hasFound = false;
            while (true)
            {
                hasFound = await TryLeaseAsync(hasFound, stoppingToken);
                var interval =
                    failurePause > TimeSpan.Zero ? failurePause
                    : role == IngestionRole.Inline ? InlineInterval
                    : hasFound ? BusyInterval
                    : IdleInterval;
                await wake.WaitAsync(interval, time, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            await Task.WhenAll([.. asked, .. awaited]);
            logger.LogDebug("No more ingestions are begun; what is unfinished is given back by the stop.");
        }
    }

    private async Task<bool> TryLeaseAsync(bool hasFound, CancellationToken stoppingToken)
    {
        try
        {
            hasFound = await LeaseAsync(hasFound, stoppingToken);
            health.Succeed();
            if (failurePause > TimeSpan.Zero)
            {
                failurePause = TimeSpan.Zero;
                logger.LogInformation("Ingestions can be leased again.");
            }

            return hasFound;
        }
        catch (StoreException e)
        {
            if (failurePause == TimeSpan.Zero)
            {
                logger.LogError(e, "Ingestions cannot be leased; it is tried again.");
            }

            var longer = (failurePause * 2) + IdleInterval;
            failurePause = longer < LongestPause ? longer : LongestPause;
            return false;
        }
    }

    /// <summary>
    /// Takes what there is room for. Of several workers each takes a little at a time, and one that found nothing before asks one
    /// question only. True when something was found.
    /// </summary>
    private async Task<bool> LeaseAsync(bool hasFound, CancellationToken stoppingToken)
    {
        awaited.RemoveWhere(static run => run.IsCompleted);
        asked.RemoveWhere(static run => run.IsCompleted);
        var roomForAwaited = options.Value.Concurrency - awaited.Count;
        var roomForAsked = options.Value.JobConcurrency - asked.Count;
        if (role == IngestionRole.Worker)
        {
            roomForAwaited = Math.Min(roomForAwaited, AwaitedAtOnce);
            roomForAsked = Math.Min(roomForAsked, 1);
        }

        if (!hasFound && roomForAwaited > 0 && roomForAsked > 0)
        {
            return await LeaseAsync(1, IngestionPriority.Asked, stoppingToken)
                && (role == IngestionRole.Worker || await LeaseAsync(hasFound: true, stoppingToken));
        }

        var isAwaitedFound = await LeaseAsync(roomForAwaited, IngestionPriority.Awaited, stoppingToken);
        return await LeaseAsync(roomForAsked, IngestionPriority.Asked, stoppingToken) || isAwaitedFound;
    }

    private async Task<bool> LeaseAsync(int most, IngestionPriority upTo, CancellationToken stoppingToken)
    {
        if (most <= 0)
        {
            return false;
        }

        var leases = await queue.LeaseJobsAsync(most, upTo, board.Terms, stoppingToken);
        foreach (var lease in leases)
        {
            if (board.Take(lease) is { } ingestion)
            {
                var running = lease.Job.Priority == IngestionPriority.Awaited ? awaited : asked;
                running.Add(Task.Run(() => RunAsync(ingestion, stoppingToken), CancellationToken.None));
            }
        }

        return leases.Count > 0;
    }

    private async Task RunAsync(LiveIngestion ingestion, CancellationToken stoppingToken)
    {
        try
        {
            await FinishAsync(ingestion, stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            logger.LogDebug("Ingestion {Id} is left unfinished.", ingestion.Id);
        }
        catch (Exception e)
        {
            logger.LogError(e, "Ingestion {Id} of {Spec} broke.", ingestion.Id, ingestion.Spec);
            await TryRetryAsync(ingestion, e.Message, stoppingToken);
        }
        finally
        {
            // There is room for another.
            wake.Set();
        }
    }

    private async Task FinishAsync(LiveIngestion ingestion, CancellationToken stoppingToken)
    {
        var outcome = new IngestionOutcome(IngestionState.Cancelled, null);
        if (!ingestion.Stopped.IsCompleted)
        {
            var run = execution.RunAsync(ingestion, stoppingToken);
            // A cancelled one makes room at once; the document that it waits for arrives in the graph by itself.
            await Task.WhenAny(run, ingestion.Stopped);
            outcome = ingestion.Stopped.IsCompleted ? outcome : await run;
        }

        await board.FinishAsync(ingestion, outcome, stoppingToken);
        await board.TrySaveAsync(stoppingToken);
        var record = ingestion.Record;
        logger.Log(
            record.IsKept ? LogLevel.Information : LogLevel.Debug,
            "Ingestion {Id} of {Spec} ended {State} with {Packages} packages.",
            record.Id,
            record.Spec,
            record.State,
            record.PackagesFetched
        );
    }

    private async Task TryRetryAsync(LiveIngestion ingestion, string error, CancellationToken stoppingToken)
    {
        try
        {
            await board.RetryAsync(ingestion, error, stoppingToken);
        }
        catch (Exception e) when (e is StoreException or OperationCanceledException)
        {
            // Nobody renews its lease any more.
            ingestion.Abandon();
            logger.LogWarning(e, "Ingestion {Id} is taken up again when its lease runs out.", ingestion.Id);
        }
    }

    private async Task SaveRegularlyAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(SaveInterval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                await board.TrySaveAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            logger.LogDebug("Progress is written once more by the stop.");
        }
    }
}

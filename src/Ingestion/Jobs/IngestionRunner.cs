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
    private static readonly TimeSpan SaveInterval = TimeSpan.FromSeconds(1);

    /// <summary>A process that is told of what it is asked itself only has to look for what others leave.</summary>
    private static readonly TimeSpan InlineInterval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan WorkerInterval = TimeSpan.FromMilliseconds(50);
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
            while (true)
            {
                await TryLeaseAsync(stoppingToken);
                var interval = role == IngestionRole.Worker ? WorkerInterval : InlineInterval;
                await wake.WaitAsync(failurePause > interval ? failurePause : interval, time, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            await Task.WhenAll([.. asked, .. awaited]);
            logger.LogDebug("No more ingestions are begun; what is unfinished is given back by the stop.");
        }
    }

    private async Task TryLeaseAsync(CancellationToken stoppingToken)
    {
        try
        {
            await LeaseAsync(awaited, options.Value.Concurrency, IngestionPriority.Awaited, stoppingToken);
            await LeaseAsync(asked, options.Value.JobConcurrency, IngestionPriority.Asked, stoppingToken);
            health.Succeed();
            if (failurePause > TimeSpan.Zero)
            {
                failurePause = TimeSpan.Zero;
                logger.LogInformation("Ingestions can be leased again.");
            }
        }
        catch (StoreException e)
        {
            if (failurePause == TimeSpan.Zero)
            {
                logger.LogError(e, "Ingestions cannot be leased; it is tried again.");
            }

            var longer = failurePause * 2 + WorkerInterval;
            failurePause = longer < LongestPause ? longer : LongestPause;
        }
    }

    private async Task LeaseAsync(
        HashSet<Task> running,
        int most,
        IngestionPriority upTo,
        CancellationToken stoppingToken
    )
    {
        running.RemoveWhere(static run => run.IsCompleted);
        if (running.Count >= most)
        {
            return;
        }

        foreach (var lease in await queue.LeaseJobsAsync(most - running.Count, upTo, board.Terms, stoppingToken))
        {
            if (board.Take(lease) is { } ingestion)
            {
                running.Add(Task.Run(() => RunAsync(ingestion, stoppingToken), CancellationToken.None));
            }
        }
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

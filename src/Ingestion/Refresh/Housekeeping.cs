using DepGraph.Storage;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace DepGraph.Ingestion.Refresh;

/// <summary>
/// Deletes, every hour, ingestions that ended long ago, names that the registry did not know long ago, and what processes have told each other
/// and need no more.
/// </summary>
internal sealed class Housekeeping(
    IGraphStore store,
    IOptions<IngestionOptions> options,
    TimeProvider time,
    ILogger<Housekeeping> logger
) : BackgroundService
{
    private const int MissingPerCall = 1_000;
    private static readonly TimeSpan Interval = TimeSpan.FromHours(1);
    private static readonly TimeSpan MissingLifetime = TimeSpan.FromDays(1);

    /// <summary>Longer than a process is behind with the changes of the store.</summary>
    private static readonly TimeSpan GainLifetime = TimeSpan.FromHours(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        try
        {
            do
            {
                await TidyAsync(stoppingToken);
            } while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            logger.LogDebug("Housekeeping ends.");
        }
    }

    private async Task TidyAsync(CancellationToken stoppingToken)
    {
        try
        {
            var now = time.GetUtcNow();
            var jobs = await store.DeleteIngestionsFinishedBeforeAsync(
                now - options.Value.FinishedLifetime,
                stoppingToken
            );
            var missing = 0;
            int forgotten;
            do
            {
                forgotten = await store.ForgetMissingAsync(now - MissingLifetime, MissingPerCall, stoppingToken);
                missing += forgotten;
            } while (forgotten == MissingPerCall);

            await store.ForgetGainsAsync(GainLifetime, stoppingToken);
            await store.ForgetEndedLeasesAsync(stoppingToken);
            if (jobs + missing > 0)
            {
                logger.LogInformation(
                    "Deleted {Jobs} old ingestions and {Missing} names that are in no registry.",
                    jobs,
                    missing
                );
            }
        }
        catch (Exception e) when (!stoppingToken.IsCancellationRequested)
        {
            logger.LogWarning(e, "Old ingestions cannot be deleted; the next hour tries again.");
        }
    }
}

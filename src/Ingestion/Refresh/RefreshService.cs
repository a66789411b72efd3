using DepGraph.Ingestion.Graph;
using DepGraph.Npm.Resolution;
using DepGraph.Storage;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace DepGraph.Ingestion.Refresh;

/// <summary>
/// Revalidates the packages of the graph that the registry confirmed longest ago, at a bounded rate, so that none is much
/// older than <see cref="IngestionOptions.RefreshInterval"/>. Only heads: full documents are revalidated when they are read. Of
/// several processes that share a store one does so at a time, so the rate is that of all together.
/// </summary>
internal sealed class RefreshService(
    HeadLoader heads,
    IHeadStore store,
    RefreshTurn turn,
    IOptions<IngestionOptions> options,
    TimeProvider time,
    ILogger<RefreshService> logger
) : BackgroundService
{
    public const int BatchSize = 50;

    private const int MaxInFlight = 8;
    private static readonly TimeSpan AfterSuccess = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan AfterFailure = TimeSpan.FromMinutes(10);

    private readonly Dictionary<string, DateTimeOffset> postponed = new(StringComparer.Ordinal);

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await turn.GiveUpAsync();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var interval = options.Value.RefreshInterval;
        if (interval == TimeSpan.Zero)
        {
            return;
        }

        var idle = TimeSpan.FromSeconds(Math.Clamp(interval.TotalSeconds / 20, 1, 60));
        try
        {
            using var pace = new PeriodicTimer(TimeSpan.FromSeconds(1 / options.Value.RefreshRate), time);
            while (true)
            {
                var due = await turn.TryTakeAsync(stoppingToken) ? await DueAsync(interval, stoppingToken) : [];
                if (due.Count == 0)
                {
                    await Task.Delay(idle, time, stoppingToken);
                }
                else
                {
                    await RevalidateAsync(due, pace, stoppingToken);
                }
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            logger.LogDebug("The background refresh ends.");
        }
    }

    private async Task<List<string>> DueAsync(TimeSpan interval, CancellationToken stoppingToken)
    {
        var now = time.GetUtcNow();
        foreach (var (name, until) in postponed)
        {
            if (until <= now)
            {
                postponed.Remove(name);
            }
        }

        try
        {
            var oldest = await store.OldestFetchedAsync(BatchSize + postponed.Count, now - interval, stoppingToken);
            return oldest.Select(age => age.Name).Where(name => !postponed.ContainsKey(name)).Take(BatchSize).ToList();
        }
        catch (Exception e) when (!stoppingToken.IsCancellationRequested)
        {
            logger.LogWarning(e, "The packages that are due for a refresh cannot be read.");
            return [];
        }
    }

    private async Task RevalidateAsync(List<string> due, PeriodicTimer pace, CancellationToken stoppingToken)
    {
        using var slots = new SemaphoreSlim(MaxInFlight, MaxInFlight);
        var running = new List<Task<bool>>(due.Count);
        foreach (var name in due)
        {
            await pace.WaitForNextTickAsync(stoppingToken);
            await slots.WaitAsync(stoppingToken);
            running.Add(RevalidateAsync(name, slots, stoppingToken));
        }

        var succeeded = await Task.WhenAll(running);
        var now = time.GetUtcNow();
        for (var i = 0; i < due.Count; i++)
        {
            // Its row shows the new time only after the commit; a failing one must not keep its place at the front.
            postponed[due[i]] = now + (succeeded[i] ? AfterSuccess : AfterFailure);
        }

        logger.LogInformation(
            "Refreshed {Succeeded} of {Count} packages that were due.",
            succeeded.Count(static success => success),
            due.Count
        );
    }

    private async Task<bool> RevalidateAsync(string name, SemaphoreSlim slots, CancellationToken stoppingToken)
    {
        try
        {
            var answer = await heads.RevalidateAsync(name, stoppingToken);
            return answer.Status != HeadStatus.Failed;
        }
        finally
        {
            slots.Release();
        }
    }
}

using DepGraph.Ingestion.Graph;
using DepGraph.Npm.Packuments;
using DepGraph.Npm.Specs;
using DepGraph.Storage;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace DepGraph.Ingestion.Jobs;

/// <summary>
/// Runs queued ingestions, a bounded number at once, and has their progress written every second. A stop leaves what is
/// unfinished to the next start, as a crash does.
/// </summary>
internal sealed class IngestionRunner(
    Ingestions ingestions,
    IngestionBoard board,
    PackageGraph graph,
    IOptions<IngestionOptions> options,
    TimeProvider time,
    ILogger<IngestionRunner> logger
) : BackgroundService
{
    private static readonly TimeSpan SaveInterval = TimeSpan.FromSeconds(1);

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        // Not by the host's patience, which requests may have used up before.
        await board.TrySaveAsync(CancellationToken.None);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await ResumeAsync(stoppingToken);
        var workers = Enumerable.Range(0, options.Value.JobConcurrency).Select(_ => WorkAsync(stoppingToken));
        await Task.WhenAll([.. workers, SaveRegularlyAsync(stoppingToken)]);
    }

    private async Task ResumeAsync(CancellationToken stoppingToken)
    {
        try
        {
            if (await ingestions.ResumeAsync(stoppingToken) is > 0 and var count)
            {
                logger.LogInformation("{Count} unfinished ingestions are taken up again.", count);
            }
        }
        catch (StoreException e)
        {
            logger.LogError(e, "Unfinished ingestions cannot be read; they are taken up at the next start.");
        }
    }

    private async Task WorkAsync(CancellationToken stoppingToken)
    {
        try
        {
            await foreach (var ingestion in ingestions.Queue.ReadAllAsync(stoppingToken))
            {
                if (board.TryStart(ingestion))
                {
                    await RunAsync(ingestion, stoppingToken);
                }
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            logger.LogDebug("An ingestion worker ends.");
        }
    }

    private async Task RunAsync(LiveIngestion ingestion, CancellationToken stoppingToken)
    {
        IngestionOutcome outcome;
        try
        {
            var run = IngestionId.IsRefresh(ingestion.Id)
                ? RefreshAsync(ingestion, stoppingToken)
                : IngestAsync(ingestion, stoppingToken);
            // A cancelled one makes room at once; the document that it waits for arrives in the graph by itself.
            await Task.WhenAny(run, ingestion.Cancelled);
            outcome = ingestion.Cancelled.IsCompleted ? new(IngestionState.Cancelled, null) : await run;
        }
        catch (Exception e) when (!stoppingToken.IsCancellationRequested)
        {
            logger.LogError(e, "Ingestion {Id} of {Spec} broke.", ingestion.Id, ingestion.Spec);
            outcome = new(IngestionState.Failed, "Something broke in the service; its log says what.");
        }

        await board.FinishAsync(ingestion, outcome, stoppingToken);
        var record = ingestion.Record;
        logger.LogInformation(
            "Ingestion {Id} of {Spec} ended {State} with {Packages} packages.",
            record.Id,
            record.Spec,
            record.State,
            record.PackagesFetched
        );
    }

    private async Task<IngestionOutcome> RefreshAsync(LiveIngestion ingestion, CancellationToken stoppingToken)
    {
        var load = graph.Heads.RevalidateAsync(ingestion.Spec, stoppingToken);
        ingestion.TryFollow(new PackageWork<PackageAnswer>(load, answer => (answer.Status, answer.Message)));
        var answer = await load;
        if (answer.Record is not { Head: not null } record)
        {
            return new(IngestionState.Failed, answer.Message);
        }

        await graph.Details.RevalidateAsync(record, stoppingToken);
        return new(IngestionState.Complete, null);
    }

    private async Task<IngestionOutcome> IngestAsync(LiveIngestion ingestion, CancellationToken stoppingToken)
    {
        if (!PackageSpec.TryParse(ingestion.Spec, out var spec, out var error) || spec.Registry.Name is not { } name)
        {
            return new(IngestionState.Failed, error?.Message ?? "The spec names no package.");
        }

        var stamp = graph.NextStamp();
        var wait = new HeadWait();
        var answer =
            graph.Heads.Request(name, time.GetUtcNow().UtcTicks, stamp, wait, out _)
            ?? await wait.Answer.WaitAsync(stoppingToken);
        if (answer.Head is { } head && graph.IsStale(answer.Record!, time.GetUtcNow().UtcTicks))
        {
            answer = await graph.Heads.RevalidateAsync(name, stoppingToken) is { Head: not null } revalidated
                ? revalidated
                : answer;
        }

        if (answer.Head is not { } current)
        {
            return new(IngestionState.Failed, answer.Message);
        }

        if (current.Pick(spec) is not { } index)
        {
            return new(IngestionState.Failed, $"No version of '{name}' matches '{spec.Registry.FetchSpec}'.");
        }

        return await WalkAsync(ingestion, current[index], stamp, answer, stoppingToken);
    }

    private async Task<IngestionOutcome> WalkAsync(
        LiveIngestion ingestion,
        VersionManifest root,
        long stamp,
        PackageAnswer rootAnswer,
        CancellationToken stoppingToken
    )
    {
        var key = ClosureKey.Of(root, DependencyKinds.Runtime, maxDepth: null);
        while (!ingestion.Cancelled.IsCompleted)
        {
            var walk = graph.Closures.Walk(key, root, stamp, rootAnswer);
            if (ingestion.TryFollow(walk))
            {
                await walk.Completion.WaitAsync(stoppingToken);
                return walk.Outcome();
            }

            // Either it was stopped for another ingestion, or this one was cancelled and nobody needs it.
            walk.Stop();
        }

        return new(IngestionState.Cancelled, null);
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

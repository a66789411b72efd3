using DepGraph.Ingestion.Graph;
using DepGraph.Ingestion.Installing;
using DepGraph.Ingestion.Registry;
using DepGraph.Ingestion.Sources;
using DepGraph.Npm.Packuments;
using DepGraph.Npm.Resolution;
using DepGraph.Npm.Specs;
using DepGraph.Storage;

namespace DepGraph.Ingestion.Jobs;

/// <summary>Does what an ingestion is for, with this process's graph.</summary>
internal sealed class IngestionExecution(PackageGraph graph, TarballWork tarballs, TimeProvider time)
{
    /// <exception cref="OperationCanceledException">The process stops; the ingestion is unfinished.</exception>
    public Task<IngestionOutcome> RunAsync(LiveIngestion ingestion, CancellationToken stoppingToken) =>
        ingestion.Job.Kind switch
        {
            IngestionKind.Refresh => RefreshAsync(ingestion, stoppingToken),
            IngestionKind.Documents => FetchAsync(ingestion, stoppingToken),
            IngestionKind.Tarball => tarballs.RunAsync(ingestion.Job, stoppingToken),
            _ when JobRequest.ClosureOf(ingestion.Job) is { } closure => WalkAsync(ingestion, closure, stoppingToken),
            _ => IngestAsync(ingestion, stoppingToken),
        };

    private async Task<IngestionOutcome> RefreshAsync(LiveIngestion ingestion, CancellationToken stoppingToken)
    {
        var asked = time.GetUtcNow();
        var load = graph.Heads.RevalidateAsync(ingestion.Spec, asked, stoppingToken);
        ingestion.TryFollow(new PackageWork<PackageAnswer>(load, answer => (answer.Status, answer.Message)));
        var answer = await load;
        if (answer.Record is not { Head: not null } record)
        {
            return new(IngestionState.Failed, answer.Message);
        }

        if (record.Full is not null)
        {
            await graph.Details.RevalidateAsync(record, asked, stoppingToken);
        }

        return new(IngestionState.Complete, null);
    }

    private async Task<IngestionOutcome> FetchAsync(LiveIngestion ingestion, CancellationToken stoppingToken)
    {
        var loads = JobRequest.DocumentsOf(ingestion.Job).Select(document => FetchAsync(document, stoppingToken));
        var work = new DocumentsWork([.. loads]);
        ingestion.TryFollow(work);
        await work.Completion;
        return work.Outcome();
    }

    private async Task<(HeadStatus Status, string? Message)> FetchAsync(
        DocumentRequest document,
        CancellationToken stoppingToken
    )
    {
        var isHead = document.Form == DocumentForm.Abbreviated;
        if (!isHead && await FetchUnknownAsync(document.Name, stoppingToken) is { } full)
        {
            return full;
        }

        var head = await HeadAsync(document.Name, isHead ? document.NewerThan : null, stoppingToken);
        if (isHead || head is not { Record: { Head: not null } record })
        {
            return (head.Status, head.Message);
        }

        var asked = document.NewerThan?.AddTicks(1) ?? DateTimeOffset.MinValue;
        var details = await graph.Details.RevalidateAsync(record, asked, stoppingToken);
        return (details.Status, details.Message);
    }

    /// <summary>
    /// The full document of a package that nobody knows, which brings the head along. Null for one that is known, and for one that the registry
    /// does not have: the way by its head remembers that.
    /// </summary>
    private async Task<(HeadStatus Status, string? Message)?> FetchUnknownAsync(
        string name,
        CancellationToken stoppingToken
    )
    {
        if ((await graph.Heads.FindAsync([name], graph.NextStamp()))[0] is not null)
        {
            return null;
        }

        var (answer, load) = graph.Details.RequestUnknown(name, time.GetUtcNow().UtcTicks);
        answer ??= await load!.WaitAsync(stoppingToken);
        return answer.Status == HeadStatus.NotFound ? null : (answer.Status, answer.Message);
    }

    /// <summary>A head that was confirmed after a time; null: whichever is known, or else fetched.</summary>
    private async Task<PackageAnswer> HeadAsync(string name, DateTimeOffset? newerThan, CancellationToken stoppingToken)
    {
        if (newerThan is { } known)
        {
            return await graph.Heads.RevalidateAsync(name, known.AddTicks(1), stoppingToken);
        }

        var wait = new HeadWait();
        return graph.Heads.Request(name, time.GetUtcNow().UtcTicks, graph.NextStamp(), wait, out _)
            ?? await wait.Answer.WaitAsync(stoppingToken);
    }

    private async Task<IngestionOutcome> IngestAsync(LiveIngestion ingestion, CancellationToken stoppingToken)
    {
        if (!PackageSpec.TryParse(ingestion.Spec, out var spec, out var error) || spec.Registry.Name is not { } name)
        {
            return new(IngestionState.Failed, error?.Message ?? "The spec names no package.");
        }

        var answer = await HeadAsync(name, newerThan: null, stoppingToken);
        if (answer.Head is not null && graph.IsStale(answer.Record!, time.GetUtcNow().UtcTicks))
        {
            answer = await graph.Heads.RevalidateAsync(name, stoppingToken) is { Head: not null } revalidated
                ? revalidated
                : answer;
        }

        if (answer.Head is not { } head)
        {
            return new(IngestionState.Failed, answer.Message);
        }

        return head.Pick(spec) is { } index
            ? await WalkAsync(ingestion, head[index], DependencyKinds.Runtime, null, answer, stoppingToken)
            : new(IngestionState.Failed, $"No version of '{name}' matches '{spec.Registry.FetchSpec}'.");
    }

    private async Task<IngestionOutcome> WalkAsync(
        LiveIngestion ingestion,
        ClosureKey closure,
        CancellationToken stoppingToken
    )
    {
        var answer = await HeadAsync(closure.Name, newerThan: null, stoppingToken);
        if (answer.Head is { } head && head.IndexOf(closure.Version) < 0)
        {
            // Who asked has seen it: what is at hand is older.
            answer = await graph.Heads.RevalidateAsync(closure.Name, stoppingToken);
        }

        if (answer.Head is not { } current)
        {
            return new(IngestionState.Failed, answer.Message);
        }

        return current.IndexOf(closure.Version) is >= 0 and var index
            ? await WalkAsync(ingestion, current[index], closure.Kinds, closure.Limit, answer, stoppingToken)
            : new(IngestionState.Failed, $"There is no version {closure.Version} of '{closure.Name}'.");
    }

    private async Task<IngestionOutcome> WalkAsync(
        LiveIngestion ingestion,
        VersionManifest root,
        DependencyKinds kinds,
        int? maxDepth,
        PackageAnswer rootAnswer,
        CancellationToken stoppingToken
    )
    {
        var key = ClosureKey.Of(root, kinds, maxDepth);
        while (!ingestion.Stopped.IsCompleted)
        {
            var walk = graph.Closures.Walk(key, root, graph.NextStamp(), rootAnswer);
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
}

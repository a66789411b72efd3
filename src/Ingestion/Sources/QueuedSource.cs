using System.Collections.Concurrent;
using DepGraph.Ingestion.Feed;
using DepGraph.Ingestion.Graph;
using DepGraph.Ingestion.Jobs;
using DepGraph.Storage;
using Microsoft.Extensions.Logging;

namespace DepGraph.Ingestion.Sources;

/// <summary>
/// The workers: a document that none of them fetches yet is asked for by a job, that of the closure which needs it or one for what is asked
/// for at the same time, and waited for by way of the store. This process asks no registry.
/// </summary>
internal sealed class QueuedSource : IDocumentSource
{
    /// <summary>Documents that may be waited for at once; each costs some memory as long as no worker runs.</summary>
    private const int MostOutstanding = 50_000;

    /// <summary>So that several workers share what is asked for at once.</summary>
    private const int MostPerJob = 100;

    /// <summary>What is asked for together becomes one job, rather than one each.</summary>
    private static readonly TimeSpan Gathering = TimeSpan.FromMilliseconds(5);

    /// <summary>How long the job of a closure is taken for running without looking, since it was last asked for.</summary>
    private static readonly TimeSpan ClosureMemory = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<ClosureKey, (string JobId, long At)> closures = new();
    private readonly StoreBatcher<PackageDocument, DocumentState> states;
    private readonly StoreBatcher<DocumentRequest, string> jobs;
    private readonly DocumentWatch watch;
    private readonly IJobQueue queue;
    private readonly TimeProvider time;
    private int outstanding;

    public QueuedSource(
        IDocumentLeases documents,
        IJobQueue queue,
        DocumentWatch watch,
        IngestionLifetime lifetime,
        TimeProvider time,
        ILogger<QueuedSource> logger
    )
    {
        (this.queue, this.watch, this.time) = (queue, watch, time);
        states = new(
            async (asked, cancellationToken) => await documents.ReadDocumentStatesAsync(asked, cancellationToken),
            "documents cannot be asked for",
            sizes: null,
            logger,
            lifetime.Stopping
        );
        jobs = new(
            EnqueueAsync,
            "documents cannot be asked for",
            sizes: null,
            logger,
            lifetime.Stopping,
            () => Task.Delay(Gathering, time)
        );
    }

    public async Task<SourceAnswer> FetchAsync(DocumentRequest request, CancellationToken cancellationToken)
    {
        try
        {
            return Interlocked.Increment(ref outstanding) > MostOutstanding
                ? new SourceAnswer.Failed(
                    AnswerCodes.QueueFull,
                    $"Package '{request.Name}' was not asked for: {MostOutstanding} documents wait for the workers already.",
                    IsRetryable: true
                )
                : await WaitAsync(request, cancellationToken);
        }
        finally
        {
            Interlocked.Decrement(ref outstanding);
        }
    }

    private async Task<SourceAnswer> WaitAsync(DocumentRequest request, CancellationToken cancellationToken)
    {
        while (true)
        {
            if (await states.ReadAsync(request.Document) is not { } state)
            {
                return StoreFails(request, cancellationToken);
            }

            if (request.IsSatisfiedBy(state.FetchedAt))
            {
                return SourceAnswer.InStore.Instance;
            }

            string? jobId = null;
            if (state.Holder is null)
            {
                if (state.Failure is { } failure)
                {
                    return SourceAnswer.Of(failure);
                }

                jobId = Remembered(request.Closure) ?? await jobs.ReadAsync(request);
                if (jobId is null)
                {
                    return StoreFails(request, cancellationToken);
                }
            }

            switch (await watch.WaitAsync(request, jobId, cancellationToken))
            {
                case DocumentNews.Failed failed:
                    return SourceAnswer.Of(failed.Failure);
                case DocumentNews.Abandoned { Job: { State: IngestionState.Failed } job } when request.Closure is null:
                    return new SourceAnswer.Failed(
                        AnswerCodes.Internal,
                        $"Package '{request.Name}' could not be fetched: {job.Error}",
                        IsRetryable: false
                    );
                case DocumentNews.Abandoned:
                    // The closure's job did not come by it: it gets one of its own.
                    request = request with
                    {
                        Closure = null,
                    };
                    break;
            }
        }
    }

    private static SourceAnswer.Failed StoreFails(DocumentRequest request, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return new(
            AnswerCodes.StoreUnavailable,
            $"Package '{request.Name}' cannot be asked for just now: the store fails.",
            IsRetryable: true
        );
    }

    private string? Remembered(ClosureKey? closure)
    {
        if (closure is not { } key || !closures.TryGetValue(key, out var job))
        {
            return null;
        }

        if (time.GetElapsedTime(job.At) > ClosureMemory)
        {
            closures.TryRemove(KeyValuePair.Create(key, job));
            return null;
        }

        closures[key] = job with { At = time.GetTimestamp() };
        return job.JobId;
    }

    /// <summary>One job for each closure, and others for what is wanted for none: what waits apart from what only becomes stale.</summary>
    /// <returns>The ids of the jobs, by request.</returns>
    private async ValueTask<IReadOnlyList<string?>> EnqueueAsync(
        IReadOnlyList<DocumentRequest> requests,
        CancellationToken cancellationToken
    )
    {
        var now = time.GetUtcNow();
        var asked = new List<(IngestionRecord Job, List<int> Requests)>();
        var byClosure = Enumerable.Range(0, requests.Count).ToLookup(i => requests[i].Closure);
        foreach (var group in byClosure)
        {
            if (group.Key is { } closure)
            {
                asked.Add((JobRequest.Closure(closure, isKept: false, now), [.. group]));
                continue;
            }

            foreach (var part in group.GroupBy(i => requests[i].IsAwaited).SelectMany(g => g.Chunk(MostPerJob)))
            {
                var documents = Array.ConvertAll(part, i => requests[i]);
                asked.Add((JobRequest.Documents(documents, now), [.. part]));
            }
        }

        var jobs = await queue.EnqueueJobsAsync(asked.ConvertAll(ask => ask.Job), cancellationToken);
        var ids = new string?[requests.Count];
        for (var i = 0; i < asked.Count; i++)
        {
            asked[i].Requests.ForEach(request => ids[request] = jobs[i].Id);
            if (requests[asked[i].Requests[0]].Closure is { } closure)
            {
                Remember(closure, jobs[i].Id);
            }
        }

        return ids;
    }

    private void Remember(ClosureKey closure, string jobId)
    {
        foreach (var (key, job) in closures)
        {
            if (time.GetElapsedTime(job.At) > ClosureMemory)
            {
                closures.TryRemove(KeyValuePair.Create(key, job));
            }
        }

        closures[closure] = (jobId, time.GetTimestamp());
    }
}

using DepGraph.Ingestion.Graph;
using DepGraph.Ingestion.Sources;
using DepGraph.Storage;
using Microsoft.Extensions.Logging;

namespace DepGraph.Ingestion.Feed;

/// <summary>
/// Those who wait for documents that other processes fetch. One poll, the <see cref="ChangeFeed"/>'s, serves all of them: a commit is
/// heard of by the feed of changes; what leaves no trace there (a confirmation, a failure, an end without either) is looked up
/// for all together, less often.
/// </summary>
internal sealed class DocumentWatch(IDocumentLeases documents, IIngestionStore jobs, TimeProvider time)
{
    private const int MostPerRead = 500;

    /// <summary>Of more that wait, each look takes the next part: the commits of all of them are heard of all the same.</summary>
    private const int MostPerLook = 2_000;
    private static readonly TimeSpan LookInterval = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan JobInterval = TimeSpan.FromSeconds(1);

    private readonly Lock gate = new();
    private readonly Dictionary<string, List<Waiter>> waiting = new(StringComparer.Ordinal);
    private int awaited;
    private int lookedAt;
    private long lastLook;
    private long lastLookAtJobs;

    /// <summary>Called when somebody begins to wait.</summary>
    public Action? Begun { get; set; }

    /// <summary>An answer waits for one of the documents.</summary>
    public bool IsUrgent => Volatile.Read(ref awaited) > 0;

    /// <summary>Waits for news of a document.</summary>
    /// <param name="request">The document, and what of it is wanted.</param>
    /// <param name="jobId">The job that is to bring it; null: whoever has leased it.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<DocumentNews> WaitAsync(
        DocumentRequest request,
        string? jobId,
        CancellationToken cancellationToken
    )
    {
        var waiter = new Waiter(request, jobId);
        lock (gate)
        {
            if (!waiting.TryGetValue(request.Name, out var others))
            {
                waiting.Add(request.Name, others = []);
            }

            others.Add(waiter);
            awaited += request.IsAwaited ? 1 : 0;
        }

        try
        {
            Begun?.Invoke();
            return await waiter.News.Task.WaitAsync(cancellationToken);
        }
        finally
        {
            Remove(waiter);
        }
    }

    /// <summary>Something of a package was committed.</summary>
    public void OnChange(string name)
    {
        List<Waiter> toTell;
        lock (gate)
        {
            toTell = waiting.TryGetValue(name, out var found) ? [.. found] : [];
        }

        toTell.ForEach(static waiter => waiter.News.TrySetResult(DocumentNews.Stored.Instance));
    }

    /// <summary>Looks up what the feed of changes does not tell, if it is time to.</summary>
    /// <exception cref="StoreException">The store fails; the next look tries again.</exception>
    public async Task LookAsync(CancellationToken cancellationToken)
    {
        if (time.GetElapsedTime(lastLook) < LookInterval || NextPart() is not { Length: > 0 } all)
        {
            return;
        }

        lastLook = time.GetTimestamp();
        // The jobs first: one that has ended has committed before, so that the look at the documents sees what it brought.
        var ended = await FindEndedAsync(all, cancellationToken);
        foreach (var part in all.Chunk(MostPerRead))
        {
            var states = await documents.ReadDocumentStatesAsync(
                Array.ConvertAll(part, static waiter => waiter.Request.Document),
                cancellationToken
            );
            for (var i = 0; i < part.Length; i++)
            {
                if (NewsOf(part[i], states[i], ended) is { } news)
                {
                    part[i].News.TrySetResult(news);
                }
            }
        }
    }

    private static DocumentNews? NewsOf(
        Waiter waiter,
        DocumentState state,
        Dictionary<string, IngestionRecord?> ended
    ) =>
        waiter.Request.IsSatisfiedBy(state.FetchedAt) ? DocumentNews.Stored.Instance
        : state.Holder is not null ? null
        : state.Failure is { } failure ? new DocumentNews.Failed(failure)
        : waiter.JobId is null ? new DocumentNews.Abandoned(null)
        : ended.TryGetValue(waiter.JobId, out var job) ? new DocumentNews.Abandoned(job)
        : null;

    private async Task<Dictionary<string, IngestionRecord?>> FindEndedAsync(
        Waiter[] all,
        CancellationToken cancellationToken
    )
    {
        var ended = new Dictionary<string, IngestionRecord?>(StringComparer.Ordinal);
        if (time.GetElapsedTime(lastLookAtJobs) < JobInterval)
        {
            return ended;
        }

        lastLookAtJobs = time.GetTimestamp();
        foreach (var id in all.Select(static waiter => waiter.JobId).OfType<string>().Distinct())
        {
            var job = await jobs.FindIngestionAsync(id, cancellationToken);
            if (job is null || job.FinishedAt is not null)
            {
                ended.Add(id, job);
            }
        }

        return ended;
    }

    private Waiter[] NextPart()
    {
        lock (gate)
        {
            var all = waiting.Values.SelectMany(static waiters => waiters);
            if (waiting.Count <= MostPerLook)
            {
                return [.. all];
            }

            lookedAt = lookedAt < waiting.Count ? lookedAt : 0;
            Waiter[] part = [.. all.Skip(lookedAt).Take(MostPerLook)];
            lookedAt += part.Length;
            return part;
        }
    }

    private void Remove(Waiter waiter)
    {
        lock (gate)
        {
            var others = waiting[waiter.Request.Name];
            others.Remove(waiter);
            awaited -= waiter.Request.IsAwaited ? 1 : 0;
            if (others.Count == 0)
            {
                waiting.Remove(waiter.Request.Name);
            }
        }
    }

    private sealed class Waiter(DocumentRequest request, string? jobId)
    {
        public DocumentRequest Request => request;

        public string? JobId => jobId;

        public TaskCompletionSource<DocumentNews> News { get; } =
            new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}

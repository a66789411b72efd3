using System.Threading.Channels;
using DepGraph.Npm.Specs;
using DepGraph.Storage;
using DepGraph.Storage.Querying;

namespace DepGraph.Ingestion.Jobs;

/// <inheritdoc cref="IIngestions"/>
internal sealed class Ingestions(IngestionBoard board, IIngestionStore store, TimeProvider time)
    : IIngestions,
        IDisposable
{
    private const int MaxQueued = 10_000;

    /// <summary>In UTF-16 code units. A spec goes into cursors; names have at most 214.</summary>
    private const int MaxSpecLength = 2_000;

    /// <summary>One at a time, from the look for one that is there to its row: the same spec twice at once is one ingestion.</summary>
    private readonly SemaphoreSlim accepting = new(1, 1);

    private readonly Channel<LiveIngestion> queue = Channel.CreateUnbounded<LiveIngestion>();

    /// <summary>Those that wait to be run.</summary>
    public ChannelReader<LiveIngestion> Queue => queue.Reader;

    public Task<IngestionRequest> IngestAsync(string spec, CancellationToken cancellationToken = default)
    {
        if (spec.Length > MaxSpecLength)
        {
            return Refuse(
                "INVALID_SPEC",
                $"The spec has {spec.Length} characters; at most {MaxSpecLength} are taken. Shorten its range."
            );
        }

        if (!PackageSpec.TryParse(spec, out var parsed, out var error) || parsed.Registry.Name is null)
        {
            return Refuse("INVALID_SPEC", $"'{spec}' is no name@spec: {error?.Message ?? "it names no package"}.");
        }

        return parsed.IsRegistry
            ? RequestAsync(spec, isRefresh: false, cancellationToken)
            : Refuse("UNSUPPORTED_SPEC", $"'{spec}' asks for no package of the registry.");
    }

    public Task<IngestionRequest> RefreshAsync(string name, CancellationToken cancellationToken = default) =>
        PackageName.IsValid(name)
            ? RequestAsync(name, isRefresh: true, cancellationToken)
            : Refuse("INVALID_PACKAGE_NAME", $"'{name}' is no package name.");

    public async Task<IngestionRecord?> CancelAsync(string id, CancellationToken cancellationToken = default)
    {
        if (board.Find(id) is not { } ingestion)
        {
            return await store.FindIngestionAsync(id, cancellationToken);
        }

        ingestion.Cancel(time.GetUtcNow());
        await board.TrySaveAsync(cancellationToken);
        return ingestion.Record;
    }

    public ValueTask<IngestionRecord?> FindAsync(string id, CancellationToken cancellationToken = default) =>
        board.Find(id) is { } ingestion ? new(ingestion.Record) : store.FindIngestionAsync(id, cancellationToken);

    public async ValueTask<IAsyncEnumerable<IngestionRecord>?> FollowAsync(
        string id,
        CancellationToken cancellationToken = default
    ) =>
        await FindAsync(id, cancellationToken) is { } record
            ? new IngestionFollower(board, store, time).FollowAsync(record, CancellationToken.None)
            : null;

    public async ValueTask<IReadOnlyList<IngestionRecord>> ListAsync(
        PageQuery<IngestionRecord> query,
        CancellationToken cancellationToken = default
    )
    {
        await board.TrySaveAsync(cancellationToken);
        var records = await store.ListIngestionsAsync(query, cancellationToken);
        return records.Select(Latest).ToArray();

        // Progress goes on after the writing; what it has done to the record's place is for the next question.
        IngestionRecord Latest(IngestionRecord record) =>
            board.Find(record.Id)?.Record is { } live
            && query.Filter.Matches(live)
            && query.Order.Compare(live, record) == 0
                ? live
                : record;
    }

    public async ValueTask<long> CountAsync(
        Filter<IngestionRecord> filter,
        CancellationToken cancellationToken = default
    )
    {
        await board.TrySaveAsync(cancellationToken);
        return await store.CountIngestionsAsync(filter, cancellationToken);
    }

    /// <summary>Takes those up that a former process left unfinished, oldest first; returns how many.</summary>
    public async Task<int> ResumeAsync(CancellationToken cancellationToken)
    {
        await accepting.WaitAsync(cancellationToken);
        try
        {
            var former = (await store.ListUnfinishedIngestionsAsync(cancellationToken))
                .Where(record => board.Find(record.Id) is null)
                .ToList();
            former.ForEach(record => queue.Writer.TryWrite(board.Resume(record)));
            return former.Count;
        }
        finally
        {
            accepting.Release();
        }
    }

    public void Dispose() => accepting.Dispose();

    private async Task<IngestionRequest> RequestAsync(string spec, bool isRefresh, CancellationToken cancellationToken)
    {
        await accepting.WaitAsync(cancellationToken);
        try
        {
            return await AcceptAsync(spec, isRefresh, cancellationToken);
        }
        finally
        {
            accepting.Release();
        }
    }

    private async Task<IngestionRequest> AcceptAsync(string spec, bool isRefresh, CancellationToken cancellationToken)
    {
        if (board.FindRequested(spec, isRefresh) is { } present)
        {
            await board.SaveAsync(cancellationToken);
            return IngestionRequest.Accepted(present.Record);
        }

        if (board.LiveCount >= MaxQueued)
        {
            return IngestionRequest.Refused(
                "QUEUE_FULL",
                $"{MaxQueued} ingestions are queued already; ask again later."
            );
        }

        var ingestion = await board.CreateAsync(
            new IngestionRecord
            {
                Id = isRefresh ? IngestionId.NewRefresh() : IngestionId.NewIngest(),
                Spec = spec,
                State = IngestionState.Queued,
                RequestedAt = time.GetUtcNow(),
                PackagesPending = 1,
            },
            cancellationToken
        );
        queue.Writer.TryWrite(ingestion);
        return IngestionRequest.Accepted(ingestion.Record);
    }

    private static Task<IngestionRequest> Refuse(string code, string message) =>
        Task.FromResult(IngestionRequest.Refused(code, message));
}

using DepGraph.Npm.Specs;
using DepGraph.Storage;
using DepGraph.Storage.Querying;

namespace DepGraph.Ingestion.Jobs;

/// <inheritdoc cref="IIngestions"/>
internal sealed class Ingestions(
    IngestionBoard board,
    IIngestionStore store,
    IJobQueue queue,
    JobWake wake,
    TimeProvider time
) : IIngestions
{
    private const int MaxQueued = 10_000;

    /// <summary>In UTF-16 code units. A spec goes into cursors; names have at most 214.</summary>
    private const int MaxSpecLength = 2_000;

    private static readonly Filter<IngestionRecord> Queued = new Condition<IngestionRecord>(
        IngestionFields.State,
        FilterOperator.In,
        [FieldValue.Of((long)IngestionState.Queued)]
    );

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
            ? RequestAsync(JobRequest.Ingest(spec, time.GetUtcNow()), cancellationToken)
            : Refuse("UNSUPPORTED_SPEC", $"'{spec}' asks for no package of the registry.");
    }

    public Task<IngestionRequest> RefreshAsync(string name, CancellationToken cancellationToken = default) =>
        PackageName.IsValid(name)
            ? RequestAsync(JobRequest.Refresh(name, time.GetUtcNow()), cancellationToken)
            : Refuse("INVALID_PACKAGE_NAME", $"'{name}' is no package name.");

    public Task<IngestionRecord?> CancelAsync(string id, CancellationToken cancellationToken = default) =>
        board.CancelAsync(id, cancellationToken);

    public ValueTask<IngestionRecord?> FindAsync(string id, CancellationToken cancellationToken = default) =>
        Working(id) is { } ingestion ? new(ingestion.Record) : store.FindIngestionAsync(id, cancellationToken);

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
            Working(record.Id)?.Record is { } live
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

    /// <summary>The ingestion if this process works on it; the store does not know its present progress, or even its end, then.</summary>
    private LiveIngestion? Working(string id) => board.Find(id) is { IsSettled: false } ingestion ? ingestion : null;

    private async Task<IngestionRequest> RequestAsync(IngestionRecord job, CancellationToken cancellationToken)
    {
        if (await store.CountIngestionsAsync(Queued, cancellationToken) >= MaxQueued)
        {
            return IngestionRequest.Refused(
                "QUEUE_FULL",
                $"{MaxQueued} ingestions are queued already; ask again later."
            );
        }

        var accepted = (await queue.EnqueueJobsAsync([job], cancellationToken))[0];
        if (Working(accepted.Id) is { HasEnded: true })
        {
            // Its end has been shown, but is not stored yet: who asks now wants what came after it.
            await board.TrySaveAsync(cancellationToken);
            accepted = (await queue.EnqueueJobsAsync([job], cancellationToken))[0];
        }

        wake.Set();
        return IngestionRequest.Accepted(Working(accepted.Id)?.Record ?? accepted);
    }

    private static Task<IngestionRequest> Refuse(string code, string message) =>
        Task.FromResult(IngestionRequest.Refused(code, message));
}

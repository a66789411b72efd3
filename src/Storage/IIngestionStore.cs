using DepGraph.Storage.Querying;

namespace DepGraph.Storage;

/// <summary>Durable ingestion jobs.</summary>
public interface IIngestionStore
{
    /// <summary>Adds a job; durable when the task completes. Adding the same id again changes nothing.</summary>
    Task CreateIngestionAsync(IngestionRecord record, CancellationToken cancellationToken = default);

    /// <summary>Replaces the job of that id. False when there is none (it was cleaned up).</summary>
    Task<bool> UpdateIngestionAsync(IngestionRecord record, CancellationToken cancellationToken = default);

    /// <summary>The job of that id, or null.</summary>
    ValueTask<IngestionRecord?> FindIngestionAsync(string id, CancellationToken cancellationToken = default);

    /// <summary>A page of jobs; see <see cref="IngestionFields"/>.</summary>
    /// <exception cref="UnindexedQueryException">No index serves the filter or the order.</exception>
    ValueTask<IReadOnlyList<IngestionRecord>> ListIngestionsAsync(
        PageQuery<IngestionRecord> query,
        CancellationToken cancellationToken = default
    );

    /// <summary>How many jobs the filter means.</summary>
    /// <exception cref="UnindexedQueryException">No index serves the filter.</exception>
    ValueTask<long> CountIngestionsAsync(Filter<IngestionRecord> filter, CancellationToken cancellationToken = default);

    /// <summary>Jobs that are neither finished nor cancelled, oldest first: after a crash, those to take up again.</summary>
    ValueTask<IReadOnlyList<IngestionRecord>> ListUnfinishedIngestionsAsync(
        CancellationToken cancellationToken = default
    );

    /// <summary>Deletes jobs that ended before <paramref name="before"/>; returns how many.</summary>
    Task<int> DeleteIngestionsFinishedBeforeAsync(DateTimeOffset before, CancellationToken cancellationToken = default);
}

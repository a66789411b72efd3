using DepGraph.Storage.Querying;

namespace DepGraph.Storage;

/// <summary>Ingestion jobs as people see them; <see cref="IJobQueue"/> is where they are added and done.</summary>
public interface IIngestionStore
{
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

    /// <summary>Deletes jobs that ended before <paramref name="before"/>; returns how many.</summary>
    Task<int> DeleteIngestionsFinishedBeforeAsync(DateTimeOffset before, CancellationToken cancellationToken = default);
}

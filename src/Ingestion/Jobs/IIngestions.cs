using DepGraph.Storage;
using DepGraph.Storage.Querying;

namespace DepGraph.Ingestion.Jobs;

/// <summary>
/// Ingestions: those that were asked for, and those that requests left behind when their time was over. Every answer shows the
/// progress of this moment. Members throw <see cref="StoreException"/> when the store is needed and fails.
/// </summary>
public interface IIngestions
{
    /// <summary>
    /// Fills the graph below <c>name@spec</c> (production and optional dependencies, every level), now rather than on first use.
    /// Completes when the ingestion is durable: it survives the end of this process. One that is already queued or running
    /// for the same spec is the answer.
    /// </summary>
    Task<IngestionRequest> IngestAsync(string spec, CancellationToken cancellationToken = default);

    /// <summary>Asks the registry for one package, even if what is known of it is fresh. Durable as <see cref="IngestAsync"/>.</summary>
    Task<IngestionRequest> RefreshAsync(string name, CancellationToken cancellationToken = default);

    /// <summary>Cancels one that has not ended; what others wait for goes on. Null when there is none of that id.</summary>
    Task<IngestionRecord?> CancelAsync(string id, CancellationToken cancellationToken = default);

    /// <summary>The ingestion of that id, or null.</summary>
    ValueTask<IngestionRecord?> FindAsync(string id, CancellationToken cancellationToken = default);

    /// <summary>
    /// The ingestion of that id as it is now, and again whenever it got on, until it has ended; null when there is none. Progress
    /// that comes faster than it is read is left out, never its end.
    /// </summary>
    ValueTask<IAsyncEnumerable<IngestionRecord>?> FollowAsync(string id, CancellationToken cancellationToken = default);

    /// <summary>A page of ingestions; see <see cref="IngestionFields"/>.</summary>
    /// <exception cref="UnindexedQueryException">No index of the store serves the filter or the order.</exception>
    ValueTask<IReadOnlyList<IngestionRecord>> ListAsync(
        PageQuery<IngestionRecord> query,
        CancellationToken cancellationToken = default
    );

    /// <summary>How many the filter means.</summary>
    /// <exception cref="UnindexedQueryException">No index of the store serves the filter.</exception>
    ValueTask<long> CountAsync(Filter<IngestionRecord> filter, CancellationToken cancellationToken = default);
}

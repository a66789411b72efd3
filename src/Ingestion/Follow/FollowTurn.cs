using DepGraph.Ingestion.Sources;
using DepGraph.Storage;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace DepGraph.Ingestion.Follow;

/// <summary>
/// Whose turn it is to follow. It saves work and nothing else: of two who think it is theirs the slower one cannot move the position.
/// </summary>
internal sealed class FollowTurn(
    IDocumentLeases store,
    WorkerIdentity identity,
    IOptions<IngestionOptions> ingestion,
    IOptions<FollowOptions> options,
    ILogger<FollowTurn> logger
) : Turn("the following of changes", store, identity, logger)
{
    /// <summary>Takes the turn, or keeps it until after the next look at the feed; false when it is another's.</summary>
    /// <exception cref="StoreException">The store does not say whose turn it is.</exception>
    public Task<bool> TryTakeAsync(CancellationToken cancellationToken) =>
        TakeAsync(ingestion.Value.LeaseDuration + options.Value.Interval, cancellationToken);
}

using DepGraph.Ingestion.Sources;
using DepGraph.Storage;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace DepGraph.Ingestion.Refresh;

/// <summary>Whose turn it is to refresh.</summary>
internal sealed class RefreshTurn(
    IDocumentLeases store,
    WorkerIdentity identity,
    IOptions<IngestionOptions> options,
    ILogger<RefreshTurn> logger
) : Turn("the background refresh", store, identity, logger)
{
    /// <summary>Longer than a batch takes before it asks again.</summary>
    private static readonly TimeSpan Margin = TimeSpan.FromMinutes(1);

    /// <summary>Takes the turn, or keeps it; false when it is another's, or the store fails.</summary>
    public async Task<bool> TryTakeAsync(CancellationToken cancellationToken)
    {
        try
        {
            var batch = TimeSpan.FromSeconds(RefreshService.BatchSize / options.Value.RefreshRate);
            return await TakeAsync(batch + Margin, cancellationToken);
        }
        catch (StoreException e)
        {
            logger.LogWarning(e, "The background refresh waits: the store does not say whose turn it is.");
            return false;
        }
    }
}

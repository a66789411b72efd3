using DepGraph.Storage;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace DepGraph.Ingestion.Refresh;

/// <summary>Whose turn it is to refresh: a lease, which goes to another process when its holder stops or dies.</summary>
internal sealed class RefreshTurn(
    IDocumentLeases store,
    WorkerIdentity identity,
    IOptions<IngestionOptions> options,
    ILogger<RefreshTurn> logger
)
{
    /// <summary>Longer than a batch takes before it asks again.</summary>
    private static readonly TimeSpan Margin = TimeSpan.FromMinutes(1);

    /// <summary>No package can have a name with a blank.</summary>
    private static readonly PackageDocument Turn = new("the background refresh", IsFull: false);

    private long token;

    /// <summary>Takes the turn, or keeps it; false when it is another's, or the store fails.</summary>
    public async Task<bool> TryTakeAsync(CancellationToken cancellationToken)
    {
        try
        {
            var duration = TimeSpan.FromSeconds(RefreshService.BatchSize / options.Value.RefreshRate) + Margin;
            var claims = await store.ClaimDocumentsAsync([Turn], identity.Name, duration, cancellationToken);
            token = claims[0].Token;
            return claims[0].IsGranted;
        }
        catch (StoreException e)
        {
            logger.LogWarning(e, "The background refresh waits: the store does not say whose turn it is.");
            return false;
        }
    }

    /// <summary>Leaves the turn to the next.</summary>
    public async Task GiveUpAsync()
    {
        if (token == 0)
        {
            return;
        }

        try
        {
            await store.ReleaseDocumentsAsync([new DocumentRelease(Turn, token, Failure: null)]);
        }
        catch (StoreException e)
        {
            logger.LogDebug(e, "The turn to refresh is not given up; it runs out.");
        }
    }
}

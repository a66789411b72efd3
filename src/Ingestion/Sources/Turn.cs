using DepGraph.Storage;
using Microsoft.Extensions.Logging;

namespace DepGraph.Ingestion.Sources;

/// <summary>Whose turn it is to do what only one process on a store does at a time: a lease, which goes to another when its holder stops or dies.</summary>
/// <param name="what">What is done; no package can have a name with a blank.</param>
/// <param name="store">Where the lease is.</param>
/// <param name="identity">Who asks.</param>
/// <param name="logger">Gets what cannot be given up.</param>
internal abstract class Turn(string what, IDocumentLeases store, WorkerIdentity identity, ILogger logger)
{
    private readonly PackageDocument document = new(what, IsFull: false);

    private long token;

    /// <summary>Leaves the turn to the next.</summary>
    public async Task GiveUpAsync()
    {
        if (token == 0)
        {
            return;
        }

        try
        {
            await store.ReleaseDocumentsAsync([new DocumentRelease(document, token, Failure: null)]);
        }
        catch (StoreException e)
        {
            logger.LogDebug(e, "The turn of {What} is not given up; it runs out.", document.Name);
        }
    }

    /// <summary>Takes the turn, or keeps it; false when it is another's.</summary>
    /// <param name="duration">Longer than it takes until it is kept.</param>
    /// <param name="cancellationToken">Ends the wait for the store.</param>
    /// <exception cref="StoreException">The store does not say whose turn it is.</exception>
    protected async Task<bool> TakeAsync(TimeSpan duration, CancellationToken cancellationToken)
    {
        var claims = await store.ClaimDocumentsAsync([document], identity.Name, duration, cancellationToken);
        token = claims[0].Token;
        return claims[0].IsGranted;
    }
}

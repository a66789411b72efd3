using System.Collections.Concurrent;
using System.Threading.Channels;
using DepGraph.Ingestion.Graph;
using DepGraph.Storage;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace DepGraph.Ingestion.Sources;

/// <summary>
/// The documents that this process has leased: claims and releases are gathered into round trips, and all that is held is renewed
/// together. What cannot be released runs out by itself.
/// </summary>
internal sealed class DocumentLeases : BackgroundService
{
    private const int MostPerRelease = 500;

    private readonly StoreBatcher<PackageDocument, DocumentClaim> claims;
    private readonly ConcurrentDictionary<PackageDocument, long> held = new();
    private readonly Channel<DocumentRelease> releases = Channel.CreateUnbounded<DocumentRelease>();
    private readonly IDocumentLeases store;
    private readonly string holder;
    private readonly TimeSpan duration;
    private readonly TimeProvider time;
    private readonly ILogger<DocumentLeases> logger;

    public DocumentLeases(
        IDocumentLeases store,
        WorkerIdentity identity,
        IngestionLifetime lifetime,
        IOptions<IngestionOptions> options,
        TimeProvider time,
        ILogger<DocumentLeases> logger
    )
    {
        (this.store, this.time, this.logger) = (store, time, logger);
        (holder, duration) = (identity.Name, options.Value.LeaseDuration);
        claims = new(
            async (documents, cancellationToken) =>
                await store.ClaimDocumentsAsync(documents, holder, duration, cancellationToken),
            "documents cannot be leased and are fetched without",
            sizes: null,
            logger,
            lifetime.Stopping
        );
    }

    /// <summary>Claims a document; null when the store fails.</summary>
    public async Task<(DocumentClaim Claim, DocumentLease? Lease)?> ClaimAsync(PackageDocument document)
    {
        if (await claims.ReadAsync(document) is not { } claim)
        {
            return null;
        }

        if (!claim.IsGranted)
        {
            return (claim, null);
        }

        held[document] = claim.Token;
        return (claim, new DocumentLease(document, claim.Token, Release));
    }

    /// <summary>Releases all that is left: it is the last thing that a stop does with the store.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        foreach (var (document, token) in held)
        {
            Release(new DocumentRelease(document, token, Failure: null));
        }

        releases.Writer.TryComplete();
        await base.StopAsync(cancellationToken);
        await TryReleaseAsync();
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(ReleaseAsync(stoppingToken), RenewAsync(stoppingToken));

    private void Release(DocumentRelease release)
    {
        held.TryRemove(KeyValuePair.Create(release.Document, release.Token));
        releases.Writer.TryWrite(release);
    }

    private async Task ReleaseAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (await releases.Reader.WaitToReadAsync(stoppingToken))
            {
                await TryReleaseAsync();
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            logger.LogDebug("Leases are released by the stop.");
        }
    }

    private async Task TryReleaseAsync()
    {
        while (releases.Reader.TryPeek(out _))
        {
            var batch = new List<DocumentRelease>();
            while (batch.Count < MostPerRelease && releases.Reader.TryRead(out var release))
            {
                batch.Add(release);
            }

            try
            {
                await store.ReleaseDocumentsAsync(batch);
            }
            catch (Exception e)
            {
                logger.LogWarning(e, "{Count} leases of documents are not released; they run out.", batch.Count);
            }
        }
    }

    private async Task RenewAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(duration / 3, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                if (!held.IsEmpty)
                {
                    await TryRenewAsync(stoppingToken);
                }
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            logger.LogDebug("Leases are no longer renewed.");
        }
    }

    private async Task TryRenewAsync(CancellationToken stoppingToken)
    {
        try
        {
            await store.RenewDocumentsAsync(holder, duration, stoppingToken);
        }
        catch (Exception e) when (!stoppingToken.IsCancellationRequested)
        {
            logger.LogWarning(e, "Leases of documents are not renewed; others may fetch the same documents.");
        }
    }
}

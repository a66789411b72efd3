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
/// together. What cannot be released runs out by itself, and so does what was granted without this process hearing of it.
/// </summary>
internal sealed class DocumentLeases : BackgroundService
{
    private const int MostPerRelease = 500;
    private static readonly TimeSpan ReleasePause = TimeSpan.FromSeconds(1);

    /// <summary>How long a stop waits for the store to answer claims.</summary>
    private static readonly TimeSpan ClaimPatience = TimeSpan.FromSeconds(5);

    private readonly StoreBatcher<PackageDocument, DocumentClaim> claims;

    /// <summary>Claims that are not answered yet.</summary>
    private readonly ConcurrentDictionary<Task<DocumentClaim?>, PackageDocument> asked = new();
    private readonly ConcurrentDictionary<PackageDocument, long> held = new();
    private readonly Channel<DocumentRelease> releases = Channel.CreateUnbounded<DocumentRelease>();

    /// <summary>Taken from <see cref="releases"/>, and not known to have reached the store. Of the releasing task alone.</summary>
    private readonly List<DocumentRelease> unreleased = [];
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
        var asking = claims.ReadAsync(document);
        asked[asking] = document;
        try
        {
            if (await asking is not { } claim)
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
        finally
        {
            // Held before: a stop finds it in one of both.
            asked.TryRemove(asking, out _);
        }
    }

    /// <summary>
    /// Releases all that is left, also what the store has not answered yet: it is the last thing that a stop does with the store. What it
    /// cannot release runs out.
    /// </summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await TakeAnswersAsync();
        foreach (var (document, token) in held)
        {
            Release(new DocumentRelease(document, token, Failure: null));
        }

        releases.Writer.TryComplete();
        await base.StopAsync(cancellationToken);
        while (await TryReleaseAsync() && releases.Reader.TryPeek(out _)) { }
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(ReleaseAsync(stoppingToken), RenewAsync(stoppingToken));

    /// <summary>Holds what was granted to those who have not taken it yet; they find that the process stops.</summary>
    private async Task TakeAnswersAsync()
    {
        var open = asked.ToArray();
        try
        {
            await Task.WhenAll(open.Select(static claim => claim.Key)).WaitAsync(ClaimPatience, time);
        }
        catch (TimeoutException)
        {
            logger.LogWarning("Claims of documents are not answered; what they lease runs out.");
        }

        foreach (var (asking, document) in open)
        {
            if (asking is { IsCompletedSuccessfully: true, Result: { IsGranted: true } claim })
            {
                held[document] = claim.Token;
            }
        }
    }

    private void Release(DocumentRelease release)
    {
        held.TryRemove(KeyValuePair.Create(release.Document, release.Token));
        releases.Writer.TryWrite(release);
    }

    private async Task ReleaseAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (unreleased.Count > 0 || await releases.Reader.WaitToReadAsync(stoppingToken))
            {
                if (!await TryReleaseAsync())
                {
                    // Others wait for the documents until their leases end.
                    await Task.Delay(ReleasePause, time, stoppingToken);
                }
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            logger.LogDebug("Leases are released by the stop.");
        }
    }

    /// <summary>One round trip; false when the store fails, with what was to be released kept for the next.</summary>
    private async Task<bool> TryReleaseAsync()
    {
        while (unreleased.Count < MostPerRelease && releases.Reader.TryRead(out var release))
        {
            unreleased.Add(release);
        }

        if (unreleased.Count == 0)
        {
            return true;
        }

        try
        {
            await store.ReleaseDocumentsAsync(unreleased);
        }
        catch (StoreException e) when (e.IsTransient)
        {
            logger.LogWarning(
                "{Count} leases of documents are not released yet: {Reason}",
                unreleased.Count,
                e.Message
            );
            return false;
        }
        catch (Exception e)
        {
            logger.LogError(e, "{Count} leases of documents cannot be released.", unreleased.Count);
        }

        unreleased.Clear();
        return true;
    }

    private async Task RenewAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(duration / 3, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                if (held.ToArray() is { Length: > 0 } leases)
                {
                    await TryRenewAsync(leases, stoppingToken);
                }
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            logger.LogDebug("Leases are no longer renewed.");
        }
    }

    private async Task TryRenewAsync(KeyValuePair<PackageDocument, long>[] leases, CancellationToken stoppingToken)
    {
        try
        {
            await store.RenewDocumentsAsync(leases, duration, stoppingToken);
        }
        catch (Exception e) when (!stoppingToken.IsCancellationRequested)
        {
            logger.LogWarning(e, "Leases of documents are not renewed; others may fetch the same documents.");
        }
    }
}

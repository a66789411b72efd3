using DepGraph.Ingestion.Jobs;
using DepGraph.Ingestion.Registry;
using DepGraph.Npm.Placement;
using DepGraph.Storage;
using Microsoft.Extensions.Options;

namespace DepGraph.Ingestion.Installing;

/// <summary>Opens a tarball for a replica, which finds the listing in the store, or there why there is none.</summary>
internal sealed class TarballWork(
    TarballListings tarballs,
    StoredTarballs stored,
    IDocumentLeases documents,
    WorkerIdentity identity,
    IOptions<IngestionOptions> options
)
{
    /// <exception cref="StoreException">The store fails: the replica has not been told.</exception>
    /// <exception cref="OperationCanceledException">The process stops.</exception>
    public async Task<IngestionOutcome> RunAsync(IngestionRecord job, CancellationToken stoppingToken)
    {
        var request = JobRequest.TarballOf(job);
        var answer = await tarballs.OpenAsync(request).WaitAsync(stoppingToken);
        if (answer.Listing is not { } listing)
        {
            await TellAsync(request, answer);
            return new(IngestionState.Failed, answer.Message);
        }

        if (await stored.FindAsync(request, stoppingToken) is null)
        {
            await stored.SaveAsync(request, listing);
        }

        return new(IngestionState.Complete, null);
    }

    private async Task TellAsync(TarballRequest request, TarballAnswer answer)
    {
        var document = StoredTarballs.DocumentOf(request);
        var claims = await documents.ClaimDocumentsAsync([document], identity.Name, options.Value.LeaseDuration);
        var failure = new DocumentFailure
        {
            Code = answer.Code!,
            Message = answer.Message!,
            IsRetryable = false,
            Remaining = options.Value.FailureFreshness,
        };
        await documents.ReleaseDocumentsAsync([new DocumentRelease(document, claims[0].Token, failure)]);
    }
}

using DepGraph.Ingestion.Commit;
using DepGraph.Ingestion.Graph;
using DepGraph.Ingestion.Registry;
using Microsoft.Extensions.Logging;

namespace DepGraph.Ingestion.Sources;

/// <summary>The registry itself, asked by this process and at its own pace: it waits while too much waits to be stored.</summary>
internal sealed class RegistrySource(
    IRegistryClient registry,
    CommitQueue commits,
    IngestionMetrics metrics,
    ILogger<RegistrySource> logger
) : IDocumentSource
{
    public async Task<SourceAnswer> FetchAsync(DocumentRequest request, CancellationToken cancellationToken)
    {
        await commits.WaitForRoomAsync(cancellationToken);
        var answer = await registry.FetchAsync(
            request.Name,
            request.Form,
            request.ETag,
            request.LastModified,
            cancellationToken
        );
        metrics.CountFetch(request.Form, answer);
        switch (answer)
        {
            case RegistryAnswer.Failed failed:
                logger.LogWarning(
                    "{Document} of package {Package} could not be fetched ({Kind}): {Message}",
                    request.Form == DocumentForm.Full ? "The full document" : "The document",
                    request.Name,
                    failed.Kind,
                    failed.Message
                );
                return new SourceAnswer.Failed(
                    AnswerCodes.Of(failed.Kind),
                    failed.Message,
                    failed.IsRetryable,
                    failed.RetryAfter
                );
            case RegistryAnswer.NotModified when request is { ETag: null, LastModified: null }:
                return new SourceAnswer.Failed(
                    AnswerCodes.Of(FailureKind.Rejected),
                    $"The registry called package '{request.Name}' unmodified, which was never fetched.",
                    IsRetryable: true
                );
            case RegistryAnswer.Fetched { Packument.Details: null } when request.Form == DocumentForm.Full:
                return new SourceAnswer.Failed(
                    AnswerCodes.Of(FailureKind.Malformed),
                    $"The registry gave no full document of '{request.Name}'.",
                    IsRetryable: true
                );
            default:
                return new SourceAnswer.FromRegistry(answer, Lease: null);
        }
    }
}

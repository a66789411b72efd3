using DepGraph.Ingestion.Feed;
using DepGraph.Ingestion.Graph;
using DepGraph.Ingestion.Registry;
using DepGraph.Storage;
using Microsoft.Extensions.Options;

namespace DepGraph.Ingestion.Sources;

/// <summary>
/// The registry, asked by one of several workers: a document that another one fetches just now is waited for, and one that another has
/// stored since is taken from the store. A store that fails is no reason not to fetch.
/// </summary>
internal sealed class LeasedSource(
    RegistrySource registry,
    DocumentLeases leases,
    DocumentWatch watch,
    IOptions<IngestionOptions> options
) : IDocumentSource
{
    public async Task<SourceAnswer> FetchAsync(DocumentRequest request, CancellationToken cancellationToken)
    {
        while (true)
        {
            if (await leases.ClaimAsync(request.Document) is not { } answer)
            {
                cancellationToken.ThrowIfCancellationRequested();
                return await registry.FetchAsync(request, cancellationToken);
            }

            if (answer.Lease is { } lease)
            {
                return await FetchAsync(request, answer.Claim.State, lease, cancellationToken);
            }

            if (request.IsSatisfiedBy(answer.Claim.State.FetchedAt))
            {
                return SourceAnswer.InStore.Instance;
            }

            // Whatever else the news are: the next claim is granted, or shows what is stored now.
            if (await watch.WaitAsync(request, jobId: null, cancellationToken) is DocumentNews.Failed failed)
            {
                return SourceAnswer.Of(failed.Failure);
            }
        }
    }

    private async Task<SourceAnswer> FetchAsync(
        DocumentRequest request,
        DocumentState state,
        DocumentLease lease,
        CancellationToken cancellationToken
    )
    {
        if (request.IsSatisfiedBy(state.FetchedAt))
        {
            lease.Release();
            return SourceAnswer.InStore.Instance;
        }

        if (state.Failure is { } recent && !request.IsForced)
        {
            lease.Release(recent);
            return SourceAnswer.Of(recent);
        }

        SourceAnswer answer;
        try
        {
            answer = await registry.FetchAsync(request, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            lease.Release();
            throw;
        }
        catch
        {
            lease.Break(options.Value.FailureFreshness);
            throw;
        }

        if (FailureOf(answer, request.Document) is { } failure)
        {
            lease.Release(failure);
            return answer;
        }

        // What the registry said is released when it is stored.
        return ((SourceAnswer.FromRegistry)answer) with
        {
            Lease = lease,
        };
    }

    /// <summary>What others are to hear of an answer that leaves nothing in the store; null for one of the registry that does.</summary>
    private DocumentFailure? FailureOf(SourceAnswer answer, PackageDocument document) =>
        answer switch
        {
            SourceAnswer.Failed failed => new DocumentFailure
            {
                Code = failed.Code,
                Message = failed.Message,
                IsRetryable = failed.IsRetryable,
                RetryAfter = failed.RetryAfter,
                Remaining = failed.Counts(options.Value.FailureFreshness),
            },
            SourceAnswer.FromRegistry { Answer: RegistryAnswer.NotFound } when document.IsFull => new DocumentFailure
            {
                Code = AnswerCodes.PackageNotFound,
                Message = $"The registry knows no package '{document.Name}'.",
                IsRetryable = false,
                Remaining = options.Value.NegativeFreshness,
            },
            _ => null,
        };
}

using DepGraph.Ingestion.Graph;
using DepGraph.Storage;

namespace DepGraph.Ingestion.Sources;

/// <summary>A document that this process alone fetches, until the lease is released. Safe for concurrent use.</summary>
/// <param name="document">What is leased.</param>
/// <param name="token">Names the lease to the store.</param>
/// <param name="release">Takes the release; returns at once.</param>
internal sealed class DocumentLease(PackageDocument document, long token, Action<DocumentRelease> release)
{
    private int isReleased;

    public PackageDocument Document => document;

    public long Token => token;

    /// <summary>Ends it; the first end counts.</summary>
    /// <param name="failure">Why the document could not be had; null: it is stored, or was not asked for.</param>
    public void Release(DocumentFailure? failure = null)
    {
        if (Interlocked.Exchange(ref isReleased, 1) == 0)
        {
            release(new DocumentRelease(document, token, failure));
        }
    }

    /// <summary>Ends it because something broke here, so that nobody waits for the document any longer.</summary>
    /// <param name="freshness">How long that counts.</param>
    public void Break(TimeSpan freshness) =>
        Release(
            new DocumentFailure
            {
                Code = AnswerCodes.Internal,
                Message = $"Package '{document.Name}' could not be taken in.",
                IsRetryable = false,
                Remaining = freshness,
            }
        );
}

using DepGraph.Ingestion.Registry;
using DepGraph.Storage;

namespace DepGraph.Ingestion.Sources;

/// <summary>How a source brought a document: exactly one of the nested types.</summary>
internal abstract record SourceAnswer
{
    private SourceAnswer() { }

    /// <summary>A failure that another process had.</summary>
    public static Failed Of(DocumentFailure failure) =>
        new(failure.Code, failure.Message, failure.IsRetryable, failure.RetryAfter, failure.Remaining);

    /// <summary>The registry said it, to this process: it is to be stored.</summary>
    /// <param name="Answer">Fetched (with details if the full document was wanted), NotModified (only of what was at hand) or NotFound.</param>
    /// <param name="Lease">To be released when the answer is stored, or will not be; null for none.</param>
    public sealed record FromRegistry(RegistryAnswer Answer, DocumentLease? Lease) : SourceAnswer;

    /// <summary>The store has it: another process fetched it.</summary>
    public sealed record InStore : SourceAnswer
    {
        public static InStore Instance { get; } = new();
    }

    /// <summary>It could not be had.</summary>
    /// <param name="Code">One of <see cref="Graph.AnswerCodes"/>.</param>
    /// <param name="Message">For people; names the package.</param>
    /// <param name="IsRetryable">Asking again later can succeed without anyone mending anything.</param>
    /// <param name="RetryAfter">When the registry said that asking again makes sense; null when it did not.</param>
    /// <param name="Remaining">How long it counts; null: as long as failures count.</param>
    public sealed record Failed(
        string Code,
        string Message,
        bool IsRetryable,
        TimeSpan? RetryAfter = null,
        TimeSpan? Remaining = null
    ) : SourceAnswer
    {
        /// <summary>How long nobody needs to try again: what remains of it, or else a while, but as long as the registry said.</summary>
        /// <param name="freshness">How long a failure counts that says nothing of it.</param>
        public TimeSpan Counts(TimeSpan freshness) =>
            Remaining ?? (RetryAfter > freshness ? RetryAfter.Value : freshness);
    }
}

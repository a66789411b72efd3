using DepGraph.GraphApi.Identity;
using DepGraph.GraphQL;
using DepGraph.Ingestion.Dependents;
using DepGraph.Ingestion.Graph;
using DepGraph.Npm.Resolution;

namespace DepGraph.GraphApi.Resolvers;

/// <summary>The error beside a null that does not mean "none": what is pending or could not be had.</summary>
internal static class AnswerError
{
    public const string IncompleteCode = "INCOMPLETE";

    public static GraphQLException Of(PackageAnswer answer) =>
        Create(answer.Message, answer.Code, answer.IsRetryable, answer.RetryAfter, answer.IngestionId);

    public static GraphQLException Of(DetailsAnswer answer) =>
        Create(answer.Message, answer.Code, answer.IsRetryable, answer.RetryAfter, answer.IngestionId);

    public static GraphQLException Of(DependentsAnswer answer) =>
        Create(answer.Message, answer.Code, answer.RetryAfter is not null, answer.RetryAfter, null);

    /// <summary>Why something may be missing that lies below a version; null when nothing can be, but for what does not resolve.</summary>
    public static GraphQLException? OfIncomplete(ClosureAnswer<DependencySet> set) =>
        set.IsPending
            ? Create(
                $"Part of what {set.Value.Root} depends on is still being fetched; there may be more.",
                AnswerCodes.Pending,
                isRetryable: true,
                TimeSpan.FromSeconds(1),
                set.IngestionId
            )
        : set.Value.Problems.FirstOrDefault(problem => problem.State == ResolutionState.Failed) is { } problem
            ? Create($"There may be more: {problem.Message}", IncompleteCode, isRetryable: true, null, null)
        : null;

    private static GraphQLException Create(
        string? message,
        string? code,
        bool isRetryable,
        TimeSpan? retryAfter,
        string? ingestionId
    )
    {
        var extensions = new Dictionary<string, object?>(StringComparer.Ordinal) { ["retryable"] = isRetryable };
        if (retryAfter is { } delay)
        {
            extensions["retryAfterMs"] = (long)delay.TotalMilliseconds;
        }

        if (ingestionId is not null)
        {
            extensions["ingestionId"] = NodeId.Of(NodeId.Ingestion, ingestionId);
        }

        return new GraphQLException(
            message ?? "The package is not available.",
            code ?? AnswerCodes.Internal,
            extensions
        );
    }
}

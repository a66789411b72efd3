using DepGraph.GraphApi.Identity;
using DepGraph.GraphQL;
using DepGraph.Ingestion.Dependents;
using DepGraph.Ingestion.Graph;

namespace DepGraph.GraphApi.Resolvers;

/// <summary>The error beside a null that does not mean "none": what is pending or could not be had.</summary>
internal static class AnswerError
{
    public static GraphQLException Of(PackageAnswer answer) =>
        Create(answer.Message, answer.Code, answer.IsRetryable, answer.RetryAfter, answer.IngestionId);

    public static GraphQLException Of(DetailsAnswer answer) =>
        Create(answer.Message, answer.Code, answer.IsRetryable, answer.RetryAfter, answer.IngestionId);

    public static GraphQLException Of(DependentsAnswer answer) =>
        Create(answer.Message, answer.Code, answer.RetryAfter is not null, answer.RetryAfter, null);

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

using DepGraph.GraphQL;
using DepGraph.Ingestion.Graph;
using DepGraph.Storage;

namespace DepGraph.GraphApi.Resolvers;

/// <summary>What a client reads when the store fails: that, and whether asking again helps. Where the store is stands in the log alone.</summary>
internal static class StoreError
{
    /// <summary>As long as it takes a server to come back after a short interruption.</summary>
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(1);

    /// <summary>Null for what is not the store's.</summary>
    public static GraphQLException? Of(Exception exception) =>
        exception switch
        {
            StoreException { IsTransient: true } => GraphQLException.Retryable(
                "The store cannot do this just now. Ask again in a moment; if that lasts, /health/ready and the log of the service say more.",
                AnswerCodes.StoreUnavailable,
                RetryAfter
            ),
            StoreException => new GraphQLException(
                "The store cannot do this until its operator has put something right; the log of the service says what.",
                AnswerCodes.StoreUnavailable,
                new Dictionary<string, object?>(StringComparer.Ordinal) { ["retryable"] = false }
            ),
            _ => null,
        };
}

using DepGraph.Bolt.PackStream;

namespace DepGraph.Bolt.Internal.Protocol;

/// <summary>Makes exceptions of the server's FAILURE messages.</summary>
internal static class ServerFailure
{
    private const int MaxCauses = 16;

    /// <param name="metadata">Stands before the map of the failure.</param>
    public static Neo4jException Read(ref PackStreamReader metadata) => Read(ref metadata, depth: 0);

    private static Neo4jException Read(ref PackStreamReader metadata, int depth)
    {
        string? code = null;
        string? message = null;
        string? status = null;
        string? description = null;
        Neo4jException? cause = null;
        for (var left = metadata.ReadMapHeader(); left > 0; left--)
        {
            var key = metadata.ReadUtf8();
            if (key.SequenceEqual("code"u8) || key.SequenceEqual("neo4j_code"u8))
            {
                code = metadata.ReadStringOrNull();
            }
            else if (key.SequenceEqual("message"u8))
            {
                message = metadata.ReadStringOrNull();
            }
            else if (key.SequenceEqual("gql_status"u8))
            {
                status = metadata.ReadStringOrNull();
            }
            else if (key.SequenceEqual("description"u8))
            {
                description = metadata.ReadStringOrNull();
            }
            else if (key.SequenceEqual("cause"u8) && depth < MaxCauses)
            {
                cause = Read(ref metadata, depth + 1);
            }
            else
            {
                metadata.Skip();
            }
        }

        var failure = Create(code, message ?? description ?? "The server gave no message.", cause);
        failure.GqlStatus = status;
        failure.GqlStatusDescription = description;
        return failure;
    }

    private static Neo4jException Create(string? code, string message, Exception? cause)
    {
        code = code switch
        {
            // Someone ended the transaction on purpose: to run it again would defy them.
            "Neo.TransientError.Transaction.Terminated" => "Neo.ClientError.Transaction.Terminated",
            "Neo.TransientError.Transaction.LockClientStopped" => "Neo.ClientError.Transaction.LockClientStopped",
            _ => code,
        };
        return code switch
        {
            "Neo.ClientError.Security.Unauthorized" => new AuthenticationException(code, message, cause),
            "Neo.ClientError.Security.AuthorizationExpired" => new AuthorizationException(code, message, cause),
            "Neo.ClientError.Security.TokenExpired" => new TokenExpiredException(code, message, cause),
            "Neo.ClientError.Security.Forbidden" => new ForbiddenException(code, message, cause),
            _ => CreateByClass(code, message, cause),
        };
    }

    /// <summary>A code is <c>Neo.class.category.title</c>. https://neo4j.com/docs/status-codes/current/</summary>
    private static Neo4jException CreateByClass(string? code, string message, Exception? cause) =>
        code switch
        {
            null => new Neo4jException(message, cause),
            _ when Begins(code, "Neo.ClientError.Security.") => new SecurityException(code, message, cause),
            _ when Begins(code, "Neo.ClientError.") => new ClientException(code, message, cause),
            _ when Begins(code, "Neo.TransientError.") => new TransientException(code, message, cause),
            _ when Begins(code, "Neo.DatabaseError.") => new DatabaseException(code, message, cause),
            _ => new Neo4jException(code, message, cause),
        };

    private static bool Begins(string code, string prefix) => code.StartsWith(prefix, StringComparison.Ordinal);
}

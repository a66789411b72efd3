using System.Diagnostics;

namespace DepGraph.GraphQL.Requests;

/// <summary>
/// An exception that was masked as "Internal error". <c>TraceId</c> stands in the response too; <c>Path</c> is null for one that
/// no field threw: before execution, or in the engine itself.
/// </summary>
public sealed record UnexpectedError(
    Exception Exception,
    string TraceId,
    string? OperationName,
    IReadOnlyList<object>? Path
)
{
    /// <summary>What the client may see in place of an exception: what the host explains, else it is handed to the host and masked.</summary>
    internal static GraphQLException Show(
        Exception exception,
        GraphQLEngineOptions options,
        string? operationName,
        IReadOnlyList<object>? path
    )
    {
        if (options.Explain?.Invoke(exception) is { } explained)
        {
            return explained;
        }

        var traceId = Activity.Current?.TraceId.ToHexString() ?? ActivityTraceId.CreateRandom().ToHexString();
        options.OnUnexpectedError?.Invoke(new UnexpectedError(exception, traceId, operationName, path));
        return new GraphQLException(
            "Internal error",
            "INTERNAL",
            new Dictionary<string, object?>(StringComparer.Ordinal) { ["traceId"] = traceId }
        );
    }
}

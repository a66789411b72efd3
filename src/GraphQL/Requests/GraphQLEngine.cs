using DepGraph.GraphQL.Binding;

namespace DepGraph.GraphQL.Requests;

/// <summary>Executes requests against one schema. Safe for any number of threads; one for the process's life.</summary>
public sealed class GraphQLEngine(ExecutableSchema schema, GraphQLEngineOptions? options = null)
{
    public ExecutableSchema Schema { get; } = schema;

    public GraphQLEngineOptions Options { get; } = options ?? new();

    /// <summary>
    /// Executes a request; what goes wrong is in the result. Completes synchronously when no resolver has to wait.
    /// </summary>
    /// <param name="state">What resolvers get from <c>FieldContext.State</c>; the caller's to dispose.</param>
    /// <exception cref="OperationCanceledException">The client went away (<paramref name="cancellationToken"/>).</exception>
    public ValueTask<GraphQLResult> ExecuteAsync(
        GraphQLRequest request,
        object? state = null,
        CancellationToken cancellationToken = default
    ) => throw new NotImplementedException();
}

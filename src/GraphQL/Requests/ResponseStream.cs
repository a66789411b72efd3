using DepGraph.GraphQL.Execution.Planning;
using DepGraph.GraphQL.Language;

namespace DepGraph.GraphQL.Requests;

/// <summary>
/// The responses to one request, in order: one for a query, a mutation or a request that was refused; for a subscription one
/// for each event, until its stream ends or the reader stops. Read it once, then dispose it.
/// </summary>
public sealed class ResponseStream : IDisposable
{
    private readonly Func<CancellationToken, IAsyncEnumerable<GraphQLResult>> _read;
    private readonly IDisposable? _state;

    internal ResponseStream(
        PreparedOperation operation,
        Func<CancellationToken, IAsyncEnumerable<GraphQLResult>> read,
        IDisposable? state = null
    )
        : this(read, state)
    {
        Operation = operation.Definition.Operation;
        OperationName = operation.Definition.Name?.Value;
    }

    private ResponseStream(Func<CancellationToken, IAsyncEnumerable<GraphQLResult>> read, IDisposable? state)
    {
        _read = read;
        _state = state;
    }

    /// <inheritdoc cref="GraphQLResult.Operation"/>
    public OperationKind? Operation { get; private init; }

    public string? OperationName { get; private init; }

    /// <summary>
    /// A result is valid until the next is asked for. One that is not <see cref="ResultKind.Executed"/> is the last: the
    /// request was refused, or asked for its cost alone, or the subscription's stream failed.
    /// </summary>
    /// <exception cref="OperationCanceledException">The client went away.</exception>
    public IAsyncEnumerable<GraphQLResult> ReadAllAsync(CancellationToken cancellationToken = default) =>
        _read(cancellationToken);

    public void Dispose() => _state?.Dispose();

    /// <summary>One response that is there already.</summary>
    internal static ResponseStream Of(GraphQLResult answer) =>
        new(_ => ReadAsync(answer), answer) { Operation = answer.Operation, OperationName = answer.OperationName };

    private static async IAsyncEnumerable<GraphQLResult> ReadAsync(GraphQLResult answer)
    {
        await ValueTask.CompletedTask;
        yield return answer;
    }
}

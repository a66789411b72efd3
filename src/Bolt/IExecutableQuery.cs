namespace DepGraph.Bolt;

/// <summary>
/// A query that runs in a transaction of its own, retried as managed transactions are. Its whole exchange with the server is one flush:
/// a reading one (<see cref="RoutingControl.Readers"/>) runs as an auto-commit, a writing one between BEGIN and COMMIT. Immutable: each
/// member gives another one.
/// </summary>
/// <remarks>
/// Because the commit travels with the query, a connection that breaks before a writing one is answered leaves its outcome unknown
/// (<see cref="IncompleteCommitException"/>), and that is not retried. A write that can be repeated, and is to survive such a loss by itself,
/// belongs into <see cref="IAsyncSession.ExecuteWriteAsync{T}"/>.
/// </remarks>
/// <typeparam name="T">What the rows become.</typeparam>
public interface IExecutableQuery<T>
{
    /// <summary>Takes this in place of <see cref="QueryConfig"/>'s defaults.</summary>
    IExecutableQuery<T> WithConfig(QueryConfig config);

    /// <summary>Gives the query its parameters.</summary>
    /// <param name="parameters">An object whose properties they are, a dictionary with string keys, an <see cref="IQueryParameters"/>; null for none.</param>
    IExecutableQuery<T> WithParameters(object? parameters);

    /// <summary>Reads the rows straight from the wire.</summary>
    IExecutableQuery<TRow> WithRows<TRow>(RowReader<TRow> read);

    /// <summary>Runs it, and waits for all of its rows and for the commit.</summary>
    /// <exception cref="Neo4jException">It failed, and no (further) retry could help.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    Task<EagerResult<T>> ExecuteAsync(CancellationToken cancellationToken = default);
}

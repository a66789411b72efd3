namespace DepGraph.Bolt;

/// <summary>What queries can be run in: a session (each query a transaction of its own) or a transaction.</summary>
public interface IAsyncQueryRunner
{
    /// <summary>Runs a query. Its errors may come here or with the first use of the cursor.</summary>
    /// <param name="cypher">The query.</param>
    /// <param name="parameters">An object whose properties they are, a dictionary with string keys, an <see cref="IQueryParameters"/>; null for none.</param>
    /// <param name="cancellationToken">Ends the waiting; what was sent is then interrupted.</param>
    Task<IResultCursor> RunAsync(
        string cypher,
        object? parameters = null,
        CancellationToken cancellationToken = default
    );

    /// <inheritdoc cref="RunAsync(string, object?, CancellationToken)"/>
    Task<IResultCursor> RunAsync(Query query, CancellationToken cancellationToken = default);
}

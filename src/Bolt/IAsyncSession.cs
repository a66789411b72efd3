namespace DepGraph.Bolt;

/// <summary>
/// A chain of transactions, each of which sees what those before it wrote. For one task at a time, with one open transaction or
/// auto-commit result at a time: beginning another one buffers what is left of an auto-commit result.
/// </summary>
public interface IAsyncSession : IAsyncQueryRunner, IAsyncDisposable
{
    SessionConfig SessionConfig { get; }

    /// <summary>What a session elsewhere needs to see all that this one did.</summary>
    Bookmarks LastBookmarks { get; }

    /// <summary>Runs a query as a transaction of its own with a time-out or metadata.</summary>
    Task<IResultCursor> RunAsync(
        Query query,
        Action<TransactionConfigBuilder> configure,
        CancellationToken cancellationToken = default
    );

    /// <summary>Begins a transaction in the session's default access mode. BEGIN travels with the first query.</summary>
    Task<IAsyncTransaction> BeginTransactionAsync(
        Action<TransactionConfigBuilder>? configure = null,
        CancellationToken cancellationToken = default
    );

    /// <summary>Begins a transaction. BEGIN travels with the first query.</summary>
    Task<IAsyncTransaction> BeginTransactionAsync(
        AccessMode mode,
        Action<TransactionConfigBuilder>? configure = null,
        CancellationToken cancellationToken = default
    );

    /// <summary>
    /// Runs reading work in a transaction, commits it, and does both once more while only transient errors stand against it and
    /// <see cref="Config.MaxTransactionRetryTime"/> lasts. Results must be read within the work.
    /// </summary>
    Task<T> ExecuteReadAsync<T>(
        Func<IAsyncQueryRunner, Task<T>> work,
        Action<TransactionConfigBuilder>? configure = null,
        CancellationToken cancellationToken = default
    );

    /// <inheritdoc cref="ExecuteReadAsync{T}"/>
    Task ExecuteReadAsync(
        Func<IAsyncQueryRunner, Task> work,
        Action<TransactionConfigBuilder>? configure = null,
        CancellationToken cancellationToken = default
    );

    /// <summary>As <see cref="ExecuteReadAsync{T}"/>, for work that writes. A commit whose outcome is unknown is not retried.</summary>
    /// <exception cref="IncompleteCommitException">The connection broke before the commit was answered.</exception>
    Task<T> ExecuteWriteAsync<T>(
        Func<IAsyncQueryRunner, Task<T>> work,
        Action<TransactionConfigBuilder>? configure = null,
        CancellationToken cancellationToken = default
    );

    /// <inheritdoc cref="ExecuteWriteAsync{T}"/>
    Task ExecuteWriteAsync(
        Func<IAsyncQueryRunner, Task> work,
        Action<TransactionConfigBuilder>? configure = null,
        CancellationToken cancellationToken = default
    );

    /// <summary>Ends what is open: a transaction is rolled back, an auto-commit result consumed. Disposing does the same.</summary>
    Task CloseAsync();
}

using DepGraph.Bolt.Internal.Protocol;

namespace DepGraph.Bolt.Internal.Sessions;

/// <summary>The ways to run queries.</summary>
internal sealed partial class AsyncSession
{
    public Task<IResultCursor> RunAsync(
        string cypher,
        object? parameters = null,
        CancellationToken cancellationToken = default
    ) => RunAsync(new Query(cypher, parameters), TransactionConfig.Default, cancellationToken);

    public Task<IResultCursor> RunAsync(Query query, CancellationToken cancellationToken = default) =>
        RunAsync(query, TransactionConfig.Default, cancellationToken);

    public Task<IResultCursor> RunAsync(
        Query query,
        Action<TransactionConfigBuilder> configure,
        CancellationToken cancellationToken = default
    ) => RunAsync(query, TransactionConfigBuilder.Build(configure), cancellationToken);

    public Task<IAsyncTransaction> BeginTransactionAsync(
        Action<TransactionConfigBuilder>? configure = null,
        CancellationToken cancellationToken = default
    ) => BeginTransactionAsync(config.DefaultAccessMode, configure, cancellationToken);

    public async Task<IAsyncTransaction> BeginTransactionAsync(
        AccessMode mode,
        Action<TransactionConfigBuilder>? configure = null,
        CancellationToken cancellationToken = default
    ) =>
        await BeginAsync(
            mode,
            TransactionConfigBuilder.Build(configure),
            TelemetryApi.UnmanagedTransaction,
            cancellationToken
        );

    public Task<T> ExecuteReadAsync<T>(
        Func<IAsyncQueryRunner, Task<T>> work,
        Action<TransactionConfigBuilder>? configure = null,
        CancellationToken cancellationToken = default
    ) => ExecuteAsync(AccessMode.Read, work, configure, cancellationToken);

    public Task ExecuteReadAsync(
        Func<IAsyncQueryRunner, Task> work,
        Action<TransactionConfigBuilder>? configure = null,
        CancellationToken cancellationToken = default
    ) => ExecuteAsync(AccessMode.Read, WithoutResult(work), configure, cancellationToken);

    public Task<T> ExecuteWriteAsync<T>(
        Func<IAsyncQueryRunner, Task<T>> work,
        Action<TransactionConfigBuilder>? configure = null,
        CancellationToken cancellationToken = default
    ) => ExecuteAsync(AccessMode.Write, work, configure, cancellationToken);

    public Task ExecuteWriteAsync(
        Func<IAsyncQueryRunner, Task> work,
        Action<TransactionConfigBuilder>? configure = null,
        CancellationToken cancellationToken = default
    ) => ExecuteAsync(AccessMode.Write, WithoutResult(work), configure, cancellationToken);

    private async Task<IResultCursor> RunAsync(
        Query query,
        TransactionConfig transaction,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(query);
        await EnsureNothingIsOpenAsync(cancellationToken);
        var sent = await bookmarks.GetAsync(cancellationToken);
        var connection = await AcquireAsync(config.DefaultAccessMode, sent, cancellationToken);
        var result = new CursorHandler(query, connection);
        try
        {
            driver.Tell(connection, TelemetryApi.AutoCommit);
            var run = connection.WriteRun(query.Text, query.Parameters, Options(connection, sent, transaction), result);
            connection.WritePull(FetchSize, null, result);
            await connection.FlushAsync(cancellationToken);
            await connection.ReceiveAsync(run, cancellationToken);
        }
        catch
        {
            await driver.Provider.ReleaseAsync(connection);
            throw;
        }

        OnDatabase(result.Database);
        openResult = new ResultCursor(result, connection, new AutoCommit(this, connection, sent), FetchSize);
        return openResult;
    }

    private async Task<AsyncTransaction> BeginAsync(
        AccessMode mode,
        TransactionConfig transaction,
        TelemetryApi api,
        CancellationToken cancellationToken
    )
    {
        await EnsureNothingIsOpenAsync(cancellationToken);
        var sent = await bookmarks.GetAsync(cancellationToken);
        var connection = await AcquireAsync(mode, sent, cancellationToken);
        try
        {
            driver.Tell(connection, api);
            openTransaction = new AsyncTransaction(this, connection, Options(connection, sent, transaction));
            return openTransaction;
        }
        catch
        {
            await driver.Provider.ReleaseAsync(connection);
            throw;
        }
    }

    private Task<T> ExecuteAsync<T>(
        AccessMode mode,
        Func<IAsyncQueryRunner, Task<T>> work,
        Action<TransactionConfigBuilder>? configure,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(work);
        var transaction = TransactionConfigBuilder.Build(configure);
        return driver.Retries.ExecuteAsync(token => TryAsync(mode, work, transaction, token), cancellationToken);
    }

    private async Task<T> TryAsync<T>(
        AccessMode mode,
        Func<IAsyncQueryRunner, Task<T>> work,
        TransactionConfig transaction,
        CancellationToken cancellationToken
    )
    {
        await using var begun = await BeginAsync(mode, transaction, TelemetryApi.ManagedTransaction, cancellationToken);
        var outcome = await work(begun);
        await begun.CommitAsync(cancellationToken);
        return outcome;
    }

    private static Func<IAsyncQueryRunner, Task<bool>> WithoutResult(Func<IAsyncQueryRunner, Task> work)
    {
        ArgumentNullException.ThrowIfNull(work);
        return async runner =>
        {
            await work(runner);
            return true;
        };
    }
}

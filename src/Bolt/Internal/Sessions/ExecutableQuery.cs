using System.Runtime.CompilerServices;
using DepGraph.Bolt.Internal.Connections;
using DepGraph.Bolt.Internal.Protocol;

namespace DepGraph.Bolt.Internal.Sessions;

/// <param name="driver">Where it runs.</param>
/// <param name="query">What it runs.</param>
/// <param name="config">How.</param>
/// <param name="gather">Makes what gathers the rows.</param>
internal sealed class ExecutableQuery<T>(
    Driver driver,
    Query query,
    QueryConfig config,
    Func<Query, BoltConnection, EagerHandler<T>> gather
) : IExecutableQuery<T>
{
    private static readonly IReadOnlyList<string> NoBookmarks = [];

    private AccessMode Mode => config.Routing == RoutingControl.Readers ? AccessMode.Read : AccessMode.Write;

    private IBookmarkManager? Manager =>
        config.EnableBookmarkManager ? config.BookmarkManager ?? driver.ExecutableQueryBookmarkManager : null;

    public IExecutableQuery<T> WithConfig(QueryConfig config)
    {
        ArgumentNullException.ThrowIfNull(config);
        return new ExecutableQuery<T>(driver, query, config, gather);
    }

    public IExecutableQuery<T> WithParameters(object? parameters) =>
        new ExecutableQuery<T>(driver, query with { Parameters = parameters }, config, gather);

    public IExecutableQuery<TRow> WithRows<TRow>(RowReader<TRow> read)
    {
        ArgumentNullException.ThrowIfNull(read);
        return new ExecutableQuery<TRow>(
            driver,
            query,
            config,
            (run, connection) => new EagerRows<TRow>(run, connection, read)
        );
    }

    public Task<EagerResult<T>> ExecuteAsync(CancellationToken cancellationToken = default) =>
        driver.Retries.ExecuteAsync(TryAsync, cancellationToken);

    private async Task<EagerResult<T>> TryAsync(CancellationToken cancellationToken)
    {
        var sent = Manager is null ? NoBookmarks : await Manager.GetBookmarksAsync(cancellationToken);
        var request = new AcquireRequest(Mode, config.Database, config.ImpersonatedUser, sent, null);
        var connection = await driver.Provider.AcquireAsync(request, cancellationToken);
        var (database, rows) = (connection.Use.Database, gather(query, connection));
        string? bookmark;
        try
        {
            driver.Tell(connection, TelemetryApi.ExecutableQuery);
            var options = new TransactionOptions(
                Mode,
                database,
                config.ImpersonatedUser,
                sent,
                config.TransactionConfig ?? TransactionConfig.Default
            );
            bookmark =
                Mode == AccessMode.Read
                    ? await ReadAsync(connection, options, rows, cancellationToken)
                    : await WriteAsync(connection, options, rows, cancellationToken);
        }
        finally
        {
            await driver.Provider.ReleaseAsync(connection);
        }

        if (bookmark is not null && Manager is not null)
        {
            await Manager.UpdateBookmarksAsync(sent, [bookmark], CancellationToken.None);
        }

        if (database is null && rows.Database is { } home)
        {
            driver.Provider.OnHomeDatabase(request, home);
        }

        return new EagerResult<T>(rows.Rows, rows.Summary!, rows.Keys!);
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<string?> ReadAsync(
        BoltConnection connection,
        TransactionOptions options,
        EagerHandler<T> rows,
        CancellationToken cancellationToken
    )
    {
        connection.WriteRun(query.Text, query.Parameters, options, rows);
        var last = connection.WritePull(Config.FetchAll, null, rows);
        await connection.FlushAsync(cancellationToken);
        await connection.ReceiveAsync(last, cancellationToken);
        return rows.Bookmark;
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<string?> WriteAsync(
        BoltConnection connection,
        TransactionOptions options,
        EagerHandler<T> rows,
        CancellationToken cancellationToken
    )
    {
        var transaction = new TransactionHandler(connection);
        connection.WriteBegin(options, transaction);
        connection.WriteRun(query.Text, query.Parameters, null, rows);
        connection.WritePull(Config.FetchAll, null, rows);
        var last = connection.WriteCommit(transaction);

        // What fails here has left the end of COMMIT unsent: nothing is committed.
        await connection.FlushAsync(cancellationToken);
        try
        {
            await connection.ReceiveAsync(last, cancellationToken);
        }
        catch (ServiceUnavailableException e)
        {
            throw new IncompleteCommitException(
                $"The connection to {connection.Address} broke before the query was answered, with which its commit was sent: "
                    + "whether it is committed is not known.",
                e
            );
        }

        return transaction.Bookmark;
    }
}

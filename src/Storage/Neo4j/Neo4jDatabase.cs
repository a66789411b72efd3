using DepGraph.Bolt;
using DepGraph.Bolt.PackStream;
using Microsoft.Extensions.Logging;

namespace DepGraph.Storage.Neo4j;

/// <summary>
/// One database of a server or cluster. Transactions are chained by bookmarks: each sees what those before it in this process wrote, on
/// whichever member it runs. What is written is written so that doing it twice is as good as once; therefore a transaction whose
/// outcome is unknown, because the connection broke during its commit, is run again.
/// </summary>
internal sealed class Neo4jDatabase : IAsyncDisposable
{
    private const int MaximumTries = 5;
    private static readonly TimeSpan ConnectionTimeout = TimeSpan.FromSeconds(10);

    private readonly IDriver _driver;
    private readonly QueryConfig _reads;
    private readonly QueryConfig _writes;

    public Neo4jDatabase(StoreOptions options, Uri address, TimeProvider time, ILoggerFactory loggers)
    {
        var database = string.IsNullOrEmpty(options.Database) ? null : options.Database;
        Place = PlaceOf(options, address);
        Errors = new Neo4jErrors(Place, database, options.Username);
        _driver = GraphDatabase.Driver(
            address,
            string.IsNullOrEmpty(options.Username)
                ? AuthTokens.None
                : AuthTokens.Basic(options.Username, options.Password ?? ""),
            config =>
                config
                    .WithMaxConnectionPoolSize(options.MaxConnections)
                    .WithConnectionAcquisitionTimeout(options.AcquisitionTimeout)
                    .WithConnectionTimeout(ConnectionTimeout)
                    .WithMaxTransactionRetryTime(options.BusyTimeout)
                    .WithFetchSize(Config.FetchAll)
                    .WithNotificationsDisabled()
                    .WithTelemetryDisabled()
                    .WithUserAgent("DepGraph")
                    .WithTimeProvider(time)
                    .WithLogger(loggers)
        );
        var transaction = new TransactionConfig { Timeout = options.TransactionTimeout };
        _reads = new QueryConfig(database, RoutingControl.Readers, TransactionConfig: transaction);
        _writes = new QueryConfig(database, RoutingControl.Writers, TransactionConfig: transaction);
    }

    /// <summary>Address and database, without secrets.</summary>
    public string Place { get; }

    public Neo4jErrors Errors { get; }

    public static string PlaceOf(StoreOptions options, Uri address) =>
        string.IsNullOrEmpty(options.Database)
            ? $"Neo4j at {address.Scheme}://{address.Authority}"
            : $"Neo4j at {address.Scheme}://{address.Authority}, database {options.Database}";

    /// <summary>Connects, waiting for a server that is just starting; gives what it says of itself.</summary>
    /// <exception cref="StoreException">No server can be reached, or it refuses the user.</exception>
    public async Task<IServerInfo> ConnectAsync(CancellationToken cancellationToken)
    {
        await ReadAsync("RETURN true", parameters: null, (ref PackStreamReader _) => true, cancellationToken);
        return await RunAsync(() => _driver.GetServerInfoAsync(cancellationToken));
    }

    /// <summary>Runs a query that only reads, in one round trip, on any member that is up to date.</summary>
    /// <exception cref="StoreException">It failed.</exception>
    public Task<IReadOnlyList<T>> ReadAsync<T>(
        string cypher,
        IQueryParameters? parameters,
        RowReader<T> row,
        CancellationToken cancellationToken
    ) => RunAsync(() => ExecuteAsync(_reads, cypher, parameters, row, cancellationToken));

    /// <summary>Runs a query that writes, as a transaction of its own in one round trip; it must not matter whether it runs twice.</summary>
    /// <exception cref="StoreException">It failed and had no effect.</exception>
    public Task<IReadOnlyList<T>> WriteAsync<T>(
        string cypher,
        IQueryParameters? parameters,
        RowReader<T> row,
        CancellationToken cancellationToken
    ) => RunAsync(() => ExecuteAsync(_writes, cypher, parameters, row, cancellationToken));

    /// <summary>Runs a query whose rows nobody wants; it must not matter whether it runs twice.</summary>
    /// <param name="cypher">May create a constraint or an index.</param>
    /// <param name="parameters">Null for none.</param>
    /// <param name="timeout">After this the server ends it.</param>
    /// <param name="cancellationToken">Breaks off waiting for it.</param>
    /// <exception cref="StoreException">It failed and had no effect.</exception>
    public Task ConsumeAsync(
        string cypher,
        IQueryParameters? parameters,
        TimeSpan timeout,
        CancellationToken cancellationToken
    ) =>
        TransactAsync(
            async transaction =>
            {
                var cursor = await transaction.RunAsync(cypher, parameters, cancellationToken);
                return await cursor.ConsumeAsync(cancellationToken);
            },
            timeout,
            cancellationToken
        );

    /// <summary>
    /// Runs several queries as one transaction that is finished once it was begun. The work may run more than once, and it must not
    /// matter whether it is committed twice.
    /// </summary>
    /// <param name="work">Has to be done with its results when it ends.</param>
    /// <param name="timeout">After this the server ends the transaction; null for the configured time.</param>
    /// <param name="cancellationToken">Breaks it off; for work that writes nothing.</param>
    /// <exception cref="StoreException">It failed and had no effect.</exception>
    public Task<T> TransactAsync<T>(
        Func<IAsyncQueryRunner, Task<T>> work,
        TimeSpan? timeout = null,
        CancellationToken cancellationToken = default
    ) =>
        RunAsync(async () =>
        {
            await using var session = _driver.AsyncSession(config =>
            {
                config.WithBookmarkManager(_driver.ExecutableQueryBookmarkManager);
                if (_writes.Database is { } database)
                    config.WithDatabase(database);
            });
            return await session.ExecuteWriteAsync(
                work,
                config => config.WithTimeout(timeout ?? _writes.TransactionConfig!.Timeout),
                cancellationToken
            );
        });

    public ValueTask DisposeAsync() => _driver.DisposeAsync();

    private async Task<IReadOnlyList<T>> ExecuteAsync<T>(
        QueryConfig config,
        string cypher,
        IQueryParameters? parameters,
        RowReader<T> row,
        CancellationToken cancellationToken
    )
    {
        var result = await _driver
            .ExecutableQuery(cypher)
            .WithConfig(config)
            .WithParameters(parameters)
            .WithRows(row)
            .ExecuteAsync(cancellationToken);
        return result.Result;
    }

    private async Task<T> RunAsync<T>(Func<Task<T>> run)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                return await run();
            }
            catch (Neo4jException exception) when (tries < MaximumTries && IsWorthRepeating(exception))
            {
                // Once more: what it was meant to do is done, or can be done now.
            }
            catch (Neo4jException exception) when (Errors.Translate(exception) is StoreException failure)
            {
                throw failure;
            }
        }
    }

    private static bool IsWorthRepeating(Neo4jException exception) =>
        exception is IncompleteCommitException || Neo4jErrors.IsMeeting(exception);
}

using DepGraph.Bolt.Internal.Connections;
using DepGraph.Bolt.Internal.Protocol;
using Microsoft.Extensions.Logging;

namespace DepGraph.Bolt.Internal.Routing;

/// <summary>For <c>neo4j://</c>: gives connections to the servers that the database's routing table names.</summary>
internal sealed class RoutingProvider : IConnectionProvider, IConnectionObserver
{
    private readonly ServerPools pools;
    private readonly RoutingTables tables;
    private readonly TableRefresh refresh;
    private readonly HomeDatabases homes = new();
    private readonly AuthToken auth;
    private readonly TimeProvider time;
    private readonly ILogger logger;

    public RoutingProvider(
        ServerAddress seed,
        IReadOnlyDictionary<string, string> context,
        BoltConnector connector,
        Config config,
        AuthToken auth
    )
    {
        this.auth = auth;
        time = config.TimeProvider;
        logger = config.Logger.CreateLogger<RoutingProvider>();
        tables = new RoutingTables(time);
        pools = new ServerPools(
            (server, cancellationToken) => connector.ConnectAsync(server, this, cancellationToken),
            PoolSettings.Of(config),
            time
        );
        refresh = new TableRefresh(new Discovery(pools, seed, context, auth, config), tables, pools, time);
    }

    public ValueTask<BoltConnection> AcquireAsync(AcquireRequest request, CancellationToken cancellationToken) =>
        request.Database is null
            ? AcquireHomeAsync(request, cancellationToken)
            : AcquireAsync(request, request.Database, request.Database, cancellationToken);

    public ValueTask ReleaseAsync(BoltConnection connection) => pools.For(connection.Address).ReleaseAsync(connection);

    public void OnHomeDatabase(in AcquireRequest request, string database) => homes.Store(request, database);

    public Neo4jException OnError(BoltConnection connection, Neo4jException error)
    {
        var server = connection.Address;
        switch (error)
        {
            case ServiceUnavailableException:
                logger.LogWarning(
                    "{Server} is left out of routing until the next table: {Reason}",
                    server,
                    error.Message
                );
                tables.Forget(server);
                break;
            case AuthorizationException or TokenExpiredException:
                pools.For(server).ExpireAll();
                break;
            case { Code: "Neo.ClientError.Cluster.NotALeader" or "Neo.ClientError.General.ForbiddenOnReadOnlyDatabase" }
                when connection.Use is { Mode: AccessMode.Write, RoutedDatabase: { } database }:
                tables.ForgetWriter(server, database);
                return new SessionExpiredException(
                    error.Code,
                    $"{server} does not lead database {database} any more: {error.Message}",
                    error
                );
            case { Code: "Neo.TransientError.General.DatabaseUnavailable" }
                when connection.Use.RoutedDatabase is { } database:
                tables.Forget(server, database);
                break;
        }

        return error;
    }

    public async ValueTask DisposeAsync()
    {
        await refresh.DisposeAsync();
        await pools.DisposeAsync();
    }

    /// <summary>
    /// The last known home database is a good guess where the server finds the right one itself (and routes on, should it be elsewhere);
    /// other clusters are asked each time.
    /// </summary>
    private async ValueTask<BoltConnection> AcquireHomeAsync(
        AcquireRequest request,
        CancellationToken cancellationToken
    )
    {
        if (homes.Find(request) is { } guess && await TryGuessAsync(request, guess, cancellationToken) is { } guessed)
        {
            return guessed;
        }

        var table = await refresh.GetAsync(request, cancellationToken);
        var resolved = await AcquireAsync(request, table.Database, table.Database, cancellationToken);
        if (resolved.Server.RoutesItself)
        {
            homes.Store(request, table.Database);
        }

        return resolved;
    }

    private async ValueTask<BoltConnection?> TryGuessAsync(
        AcquireRequest request,
        string guess,
        CancellationToken cancellationToken
    )
    {
        try
        {
            var connection = await AcquireAsync(request, null, guess, cancellationToken);
            if (connection.Server.RoutesItself)
            {
                return connection;
            }

            await ReleaseAsync(connection);
        }
        catch (FatalDiscoveryException)
        {
            // It was there once; what is the home database now will be told.
        }

        homes.Forget(request);
        return null;
    }

    /// <param name="request">What for.</param>
    /// <param name="named">The database that requests are to name; null for none.</param>
    /// <param name="routed">The database whose table decides.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    private async ValueTask<BoltConnection> AcquireAsync(
        AcquireRequest request,
        string? named,
        string routed,
        CancellationToken cancellationToken
    )
    {
        Dictionary<ServerAddress, Neo4jException>? failures = null;
        while (true)
        {
            var table = tables.Find(routed);
            if (table?.IsFresh(request.Mode, time) != true)
            {
                table = await refresh.GetAsync(request with { Database = routed }, cancellationToken);
            }

            var candidates = table.For(request.Mode);
            if (failures is not null)
            {
                candidates = candidates.RemoveAll(failures.ContainsKey);
            }

            if (pools.LeastConnected(candidates) is not { } server)
            {
                throw NobodyFor(request.Mode, routed, failures?.Values.ToArray() ?? []);
            }

            try
            {
                return await AcquireFromAsync(
                    server,
                    request,
                    new ConnectionUse(request.Mode, named, routed),
                    cancellationToken
                );
            }
            catch (ServiceUnavailableException e)
            {
                (failures ??= []).Add(server, e);
                tables.Forget(server);
                await pools.For(server).CloseIdleAsync();
            }
        }
    }

    private async ValueTask<BoltConnection> AcquireFromAsync(
        ServerAddress server,
        AcquireRequest request,
        ConnectionUse use,
        CancellationToken cancellationToken
    )
    {
        var connection = await pools.For(server).AcquireAsync(cancellationToken);
        try
        {
            connection.Use = use;
            connection.LogOnAs(request.Auth ?? auth);
            return connection;
        }
        catch
        {
            await ReleaseAsync(connection);
            throw;
        }
    }

    private static SessionExpiredException NobodyFor(AccessMode mode, string database, Neo4jException[] failures) =>
        new(
            $"No server is there to {(mode == AccessMode.Read ? "read" : "write")} in database {database}: "
                + (
                    failures.Length == 0
                        ? "the routing table names none."
                        : string.Join(" ", failures.Select(failure => failure.Message))
                ),
            failures.FirstOrDefault()
        );
}

using DepGraph.Bolt.Internal.Protocol;

namespace DepGraph.Bolt.Internal.Connections;

/// <summary>For <c>bolt://</c>: one server, whatever it is.</summary>
internal sealed class DirectProvider : IConnectionProvider, IConnectionObserver
{
    private readonly ConnectionPool<BoltConnection> pool;
    private readonly AuthToken auth;

    public DirectProvider(ServerAddress address, BoltConnector connector, Config config, AuthToken auth)
    {
        this.auth = auth;
        pool = new ConnectionPool<BoltConnection>(
            address,
            cancellationToken => connector.ConnectAsync(address, this, cancellationToken),
            PoolSettings.Of(config),
            config.TimeProvider
        );
    }

    public async ValueTask<BoltConnection> AcquireAsync(AcquireRequest request, CancellationToken cancellationToken)
    {
        var connection = await pool.AcquireAsync(cancellationToken);
        try
        {
            connection.Use = new ConnectionUse(request.Mode, request.Database);
            connection.LogOnAs(request.Auth ?? auth);
            return connection;
        }
        catch
        {
            await pool.ReleaseAsync(connection);
            throw;
        }
    }

    public ValueTask ReleaseAsync(BoltConnection connection) => pool.ReleaseAsync(connection);

    public void OnHomeDatabase(in AcquireRequest request, string database) { }

    public Neo4jException OnError(BoltConnection connection, Neo4jException error)
    {
        if (error is AuthorizationException or TokenExpiredException)
        {
            pool.ExpireAll();
        }

        return error;
    }

    public ValueTask DisposeAsync() => pool.DisposeAsync();
}

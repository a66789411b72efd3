using DepGraph.Bolt.Internal.Connections;
using DepGraph.Bolt.Internal.Protocol;
using Microsoft.Extensions.Logging;

namespace DepGraph.Bolt.Internal.Sessions;

internal sealed class Driver : IDriver
{
    private volatile bool isDisposed;

    public Driver(IConnectionProvider provider, Config config, bool isEncrypted)
    {
        Provider = provider;
        Config = config;
        Encrypted = isEncrypted;
        Retries = new RetryLogic(
            config.MaxTransactionRetryTime,
            config.TimeProvider,
            config.Logger.CreateLogger<RetryLogic>()
        );
    }

    public Config Config { get; }

    public bool Encrypted { get; }

    public IConnectionProvider Provider { get; }

    public RetryLogic Retries { get; }

    public IBookmarkManager ExecutableQueryBookmarkManager { get; } = new BookmarkManager(Bookmarks.Empty);

    public IAsyncSession AsyncSession(Action<SessionConfigBuilder>? configure = null)
    {
        ObjectDisposedException.ThrowIf(isDisposed, this);
        var builder = new SessionConfigBuilder();
        configure?.Invoke(builder);
        return new AsyncSession(this, builder.Build());
    }

    public IExecutableQuery<IRecord> ExecutableQuery(string cypher)
    {
        ArgumentNullException.ThrowIfNull(cypher);
        ObjectDisposedException.ThrowIf(isDisposed, this);
        return new ExecutableQuery<IRecord>(
            this,
            new Query(cypher),
            QueryConfig.Default,
            static (query, connection) => new EagerRecords(query, connection)
        );
    }

    public Task VerifyConnectivityAsync(CancellationToken cancellationToken = default) =>
        GetServerInfoAsync(cancellationToken);

    public async Task<bool> TryVerifyConnectivityAsync(CancellationToken cancellationToken = default)
    {
        try
        {
            await VerifyConnectivityAsync(cancellationToken);
            return true;
        }
        catch (Neo4jException)
        {
            return false;
        }
    }

    public async Task<IServerInfo> GetServerInfoAsync(CancellationToken cancellationToken = default)
    {
        var request = new AcquireRequest(AccessMode.Read, null, null, [], null);
        var connection = await Provider.AcquireAsync(request, cancellationToken);
        try
        {
            // A round trip: the connection may be an old one whose server is gone.
            await connection.ResetAsync(cancellationToken);
            return connection.Info;
        }
        finally
        {
            await Provider.ReleaseAsync(connection);
        }
    }

    public async Task<bool> SupportsMultiDbAsync(CancellationToken cancellationToken = default)
    {
        await GetServerInfoAsync(cancellationToken);
        return true;
    }

    /// <summary>Tells the server, with the next request, by which method the driver is used, if both sides want that.</summary>
    public void Tell(BoltConnection connection, TelemetryApi api)
    {
        if (!Config.TelemetryDisabled && connection.Server.WantsTelemetry && connection.Version.HasTelemetry)
        {
            connection.WriteTelemetry(api);
        }
    }

    public ValueTask DisposeAsync()
    {
        if (isDisposed)
        {
            return ValueTask.CompletedTask;
        }

        isDisposed = true;
        return Provider.DisposeAsync();
    }
}

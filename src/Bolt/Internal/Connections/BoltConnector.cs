using DepGraph.Bolt.Internal.Protocol;
using Microsoft.Extensions.Logging;

namespace DepGraph.Bolt.Internal.Connections;

/// <summary>Makes connections that are ready: connected, agreed on a version, logged on.</summary>
/// <param name="sockets">Opens the socket.</param>
/// <param name="config">The driver's.</param>
/// <param name="hello">What is said to each server.</param>
/// <param name="auth">The driver's credentials.</param>
internal sealed class BoltConnector(SocketConnector sockets, Config config, HelloOptions hello, AuthToken auth)
{
    private readonly ILogger logger = config.Logger.CreateLogger<BoltConnector>();
    private readonly NotificationLog notifications = new(config.Logger);

    /// <exception cref="Neo4jException">It did not become ready, or not within <see cref="Config.ConnectionTimeout"/>.</exception>
    public async Task<BoltConnection> ConnectAsync(
        ServerAddress address,
        IConnectionObserver observer,
        CancellationToken cancellationToken
    )
    {
        using var limit = new CancellationTokenSource(config.ConnectionTimeout, config.TimeProvider);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            var connection = await OpenAsync(address, observer, linked.Token);
            logger.LogDebug(
                "Connected to {Server} with Bolt {Version} as {ConnectionId}",
                address,
                connection.Version,
                connection.Server.ConnectionId
            );
            return connection;
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new ServiceUnavailableException(
                $"{address} was not ready within {config.ConnectionTimeout.TotalSeconds:0.###} s (Config.ConnectionTimeout).",
                e
            );
        }
    }

    private async Task<BoltConnection> OpenAsync(
        ServerAddress address,
        IConnectionObserver observer,
        CancellationToken cancellationToken
    )
    {
        var transport = await sockets.ConnectAsync(address, cancellationToken);
        BoltConnection? connection = null;
        try
        {
            var version = await Handshake.NegotiateAsync(transport, cancellationToken);
            connection = new BoltConnection(transport, version, observer, notifications, config.MaxMessageSize);
            await LogOnAsync(connection, cancellationToken);
            transport.SilenceLimit = SilenceLimit(connection.Server.ReceiveTimeout);
            return connection;
        }
        catch
        {
            await (connection?.DisposeAsync() ?? transport.DisposeAsync());
            throw;
        }
    }

    private async ValueTask LogOnAsync(BoltConnection connection, CancellationToken cancellationToken)
    {
        var last = connection.WriteHello(hello, auth);
        if (connection.Version.HasLogon)
        {
            last = connection.WriteLogon(auth);
        }

        await connection.FlushAsync(cancellationToken);
        await connection.ReceiveAsync(last, cancellationToken);
        if (connection.Server.HasUtcPatch)
        {
            connection.UseUtc();
        }
    }

    /// <summary>The shorter of the server's hint and the configuration.</summary>
    private TimeSpan SilenceLimit(TimeSpan? hint) =>
        (hint, config.ConnectionReadTimeout) switch
        {
            ({ } server, { Ticks: >= 0 } own) => server < own ? server : own,
            ({ } server, _) => server,
            (null, { } own) => own,
            _ => Timeout.InfiniteTimeSpan,
        };
}

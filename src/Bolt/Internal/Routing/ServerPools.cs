using System.Collections.Concurrent;
using System.Collections.Immutable;
using DepGraph.Bolt.Internal.Connections;
using DepGraph.Bolt.Internal.Protocol;

namespace DepGraph.Bolt.Internal.Routing;

/// <summary>A pool of connections for each server.</summary>
internal sealed class ServerPools(
    Func<ServerAddress, CancellationToken, Task<BoltConnection>> connect,
    PoolSettings settings,
    TimeProvider time
) : IAsyncDisposable
{
    private readonly ConcurrentDictionary<ServerAddress, ConnectionPool<BoltConnection>> pools = new();
    private int turn;

    public ConnectionPool<BoltConnection> For(ServerAddress server) =>
        pools.GetOrAdd(
            server,
            address => new ConnectionPool<BoltConnection>(
                address,
                cancellationToken => connect(address, cancellationToken),
                settings,
                time
            )
        );

    /// <summary>The server with the fewest connections in use; of equals the next one in turn. Null when there is none.</summary>
    public ServerAddress? LeastConnected(ImmutableArray<ServerAddress> servers)
    {
        if (servers.Length == 0)
        {
            return null;
        }

        var first = (int)((uint)Interlocked.Increment(ref turn) % (uint)servers.Length);
        var (best, fewest) = (servers[first], int.MaxValue);
        for (var i = 0; i < servers.Length; i++)
        {
            var server = servers[(first + i) % servers.Length];
            var inUse = pools.TryGetValue(server, out var pool) ? pool.InUse : 0;
            if (inUse < fewest)
            {
                (best, fewest) = (server, inUse);
            }
        }

        return best;
    }

    /// <summary>Closes the idle connections to all servers but these; those in use are closed when they are given back.</summary>
    public async ValueTask RetainAsync(IReadOnlySet<ServerAddress> servers)
    {
        foreach (var (server, pool) in pools)
        {
            if (!servers.Contains(server))
            {
                pool.ExpireAll();
                await pool.CloseIdleAsync();
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var pool in pools.Values)
        {
            await pool.DisposeAsync();
        }
    }
}

using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace DepGraph.Testing;

/// <summary>Stands between clients and a server, on loopback; what becomes of the bytes its heirs say. It can break connections.</summary>
public abstract class TcpRelay : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stopping = new();
    private readonly ConcurrentBag<Task> serving = [];
    private readonly ConcurrentDictionary<TcpClient, TcpClient> open = [];
    private readonly Uri server;
    private readonly Task accepting;

    /// <param name="server">Where the server is; its host and port count.</param>
    protected TcpRelay(Uri server)
    {
        this.server = server;
        listener.Start();
        accepting = AcceptAsync();
    }

    /// <summary>For a client of Bolt that asks this server only.</summary>
    public Uri Address => new($"bolt://{listener.LocalEndpoint}");

    /// <summary>Breaks one of the connections, whatever is under way on it; false when there is none.</summary>
    public bool Break()
    {
        var all = open.ToArray();
        if (all.Length == 0)
        {
            return false;
        }

        var (client, onward) = all[Random.Shared.Next(all.Length)];
        foreach (var side in (TcpClient[])[client, onward])
        {
            // What was sent and has not arrived is lost with it.
            side.Client?.Close(timeout: 0);
        }

        return true;
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await stopping.CancelAsync();
        listener.Stop();
        await accepting;
        await Task.WhenAll(serving);
        stopping.Dispose();
    }

    /// <summary>Relays one connection until one side has ended; then both are closed.</summary>
    protected abstract Task RelayAsync(NetworkStream client, NetworkStream server, CancellationToken cancellationToken);

    /// <summary>Passes on what comes until the sender ends, or something is not to pass.</summary>
    /// <param name="from">The sender.</param>
    /// <param name="to">The receiver.</param>
    /// <param name="passes">Sees the bytes before they go on; false ends it.</param>
    /// <param name="cancellationToken">Ends it.</param>
    protected static async Task PassAsync(
        NetworkStream from,
        NetworkStream to,
        Func<ReadOnlyMemory<byte>, ValueTask<bool>> passes,
        CancellationToken cancellationToken
    )
    {
        var buffer = new byte[64 * 1024];
        while (await from.ReadAsync(buffer, cancellationToken) is > 0 and var read)
        {
            if (!await passes(buffer.AsMemory(0, read)))
            {
                return;
            }

            await to.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
        }
    }

    private static bool IsEnd(Exception e) =>
        e is OperationCanceledException or IOException or SocketException or ObjectDisposedException;

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                serving.Add(ServeAsync(await listener.AcceptTcpClientAsync(stopping.Token)));
            }
        }
        catch (Exception e) when (IsEnd(e))
        {
            // It stops.
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using var onward = new TcpClient();
        using (client)
        {
            try
            {
                await onward.ConnectAsync(server.Host, server.Port, stopping.Token);
                (client.NoDelay, onward.NoDelay) = (true, true);
                open[client] = onward;
                await RelayAsync(client.GetStream(), onward.GetStream(), stopping.Token);
            }
            catch (Exception e) when (IsEnd(e))
            {
                // Either side has gone; the other learns of it by the closing.
            }
            finally
            {
                open.TryRemove(client, out _);
            }
        }
    }
}

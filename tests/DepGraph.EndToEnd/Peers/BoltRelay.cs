using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace DepGraph.EndToEnd.Peers;

/// <summary>
/// Stands between clients and their Neo4j, passes on every byte as it is and remembers what the clients asked. It can break connections.
/// </summary>
public sealed class BoltRelay : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stopping = new();
    private readonly ConcurrentQueue<byte[]> messages = [];
    private readonly ConcurrentBag<Task> connections = [];
    private readonly ConcurrentDictionary<TcpClient, TcpClient> open = [];
    private readonly Uri server;
    private readonly Task accepting;

    /// <param name="server">Where the server is; its host and port count.</param>
    public BoltRelay(Uri server)
    {
        this.server = server;
        listener.Start();
        accepting = AcceptAsync();
    }

    /// <summary>For a client that asks this server only.</summary>
    public Uri Address => new($"bolt://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}");

    /// <summary>The messages of all clients so far, dechunked, in the order in which they were complete.</summary>
    public IReadOnlyList<byte[]> Messages => [.. messages];

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
        await stopping.CancelAsync();
        listener.Stop();
        await accepting;
        await Task.WhenAll(connections);
        stopping.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                connections.Add(RelayAsync(await listener.AcceptTcpClientAsync(stopping.Token)));
            }
        }
        catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException or SocketException)
        {
            // It stops.
        }
    }

    private async Task RelayAsync(TcpClient client)
    {
        using (client)
        {
            using var onward = new TcpClient();
            try
            {
                await onward.ConnectAsync(server.Host, server.Port, stopping.Token);
                (client.NoDelay, onward.NoDelay) = (true, true);
                var (asked, answered) = (client.GetStream(), onward.GetStream());
                open[client] = onward;
                var requests = new BoltRequests(messages.Enqueue);
                await Task.WhenAny(
                    PassAsync(asked, answered, requests.Read),
                    PassAsync(answered, asked, requests.NoteAnswer)
                );
            }
            catch (Exception e) when (e is OperationCanceledException or SocketException)
            {
                // Either side has gone; the other learns of it by the closing.
            }
            finally
            {
                open.TryRemove(client, out _);
            }
        }
    }

    private async Task PassAsync(NetworkStream from, NetworkStream to, Action<ReadOnlyMemory<byte>> see)
    {
        var buffer = new byte[64 * 1024];
        try
        {
            while (await from.ReadAsync(buffer, stopping.Token) is > 0 and var read)
            {
                see(buffer.AsMemory(0, read));
                await to.WriteAsync(buffer.AsMemory(0, read), stopping.Token);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or IOException or ObjectDisposedException)
        {
            // The end of the connection is the end of the passing.
        }
    }
}

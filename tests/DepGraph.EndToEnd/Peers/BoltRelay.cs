using System.Collections.Concurrent;
using System.Net.Sockets;
using DepGraph.Testing;

namespace DepGraph.EndToEnd.Peers;

/// <summary>Stands between clients and their Neo4j, passes on every byte as it is and remembers what the clients asked.</summary>
/// <param name="server">Where the server is; its host and port count.</param>
public sealed class BoltRelay(Uri server) : TcpRelay(server)
{
    private readonly ConcurrentQueue<byte[]> messages = [];

    /// <summary>The messages of all clients so far, dechunked, in the order in which they were complete.</summary>
    public IReadOnlyList<byte[]> Messages => [.. messages];

    protected override Task RelayAsync(NetworkStream client, NetworkStream server, CancellationToken cancellationToken)
    {
        var requests = new BoltRequests(messages.Enqueue);
        return Task.WhenAny(
            PassAsync(client, server, bytes => Seen(requests.Read, bytes), cancellationToken),
            PassAsync(server, client, bytes => Seen(requests.NoteAnswer, bytes), cancellationToken)
        );
    }

    private static ValueTask<bool> Seen(Action<ReadOnlyMemory<byte>> see, ReadOnlyMemory<byte> bytes)
    {
        see(bytes);
        return new(true);
    }
}

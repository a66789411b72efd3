using System.Net.Sockets;
using DepGraph.Testing;

namespace DepGraph.Bolt.Tests.RealServer;

/// <summary>Stands before a server and lets clients have one version of Bolt only, as an older server would; passes on all the rest.</summary>
/// <param name="server">The real one.</param>
/// <param name="major">The version that clients get.</param>
/// <param name="minor">Its minor part.</param>
internal sealed class VersionProxy(Uri server, int major, int minor) : TcpRelay(server)
{
    private static readonly byte[] Magic = [0x60, 0x60, 0xB0, 0x17];

    private readonly byte[] opening = [.. Magic, 0, 0, (byte)minor, (byte)major, .. new byte[12]];

    protected override async Task RelayAsync(
        NetworkStream client,
        NetworkStream server,
        CancellationToken cancellationToken
    )
    {
        await client.ReadExactlyAsync(new byte[opening.Length], cancellationToken);
        await server.WriteAsync(opening, cancellationToken);
        await Task.WhenAny(
            client.CopyToAsync(server, cancellationToken),
            server.CopyToAsync(client, cancellationToken)
        );
    }
}

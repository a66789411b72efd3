using System.Net;
using System.Net.Sockets;

namespace DepGraph.Bolt.Tests.RealServer;

/// <summary>Stands before a server and lets clients have one version of Bolt only, as an older server would; passes on all the rest.</summary>
internal sealed class VersionProxy : IAsyncDisposable
{
    private static readonly byte[] Magic = [0x60, 0x60, 0xB0, 0x17];

    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stop = new();
    private readonly List<Task> serving = [];
    private readonly Task accepting;

    /// <param name="server">The real one.</param>
    /// <param name="major">The version that clients get.</param>
    /// <param name="minor">Its minor part.</param>
    public VersionProxy(Uri server, int major, int minor)
    {
        listener.Start();
        Uri = new Uri($"bolt://{listener.LocalEndpoint}");
        accepting = AcceptAsync(server, [.. Magic, 0, 0, (byte)minor, (byte)major, .. new byte[12]]);
    }

    public Uri Uri { get; }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        listener.Stop();
        await accepting;
        await Task.WhenAll(serving);
        stop.Dispose();
    }

    private async Task AcceptAsync(Uri server, byte[] opening)
    {
        try
        {
            while (true)
            {
                var client = await listener.AcceptTcpClientAsync(stop.Token);
                serving.Add(ServeAsync(client, server, opening));
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException) { }
    }

    private async Task ServeAsync(TcpClient client, Uri server, byte[] opening)
    {
        using var upstream = new TcpClient();
        using (client)
        {
            try
            {
                await upstream.ConnectAsync(server.Host, server.Port, stop.Token);
                await client.GetStream().ReadExactlyAsync(new byte[opening.Length], stop.Token);
                await upstream.GetStream().WriteAsync(opening, stop.Token);
                await Task.WhenAny(
                    client.GetStream().CopyToAsync(upstream.GetStream(), stop.Token),
                    upstream.GetStream().CopyToAsync(client.GetStream(), stop.Token)
                );
            }
            catch (Exception e) when (e is IOException or SocketException or OperationCanceledException) { }
        }
    }
}

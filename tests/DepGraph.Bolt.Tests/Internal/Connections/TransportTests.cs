using System.Net;
using System.Net.Sockets;
using DepGraph.Bolt.Internal.Connections;
using DepGraph.Bolt.Tests.Fakes;
using DepGraph.Testing;

namespace DepGraph.Bolt.Tests.Internal.Connections;

public sealed class TransportTests : IAsyncDisposable
{
    private readonly ManualTime time = new();
    private readonly Socket peer;
    private readonly Transport transport;

    public TransportTests()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Connect(listener.LocalEndpoint);
        peer = listener.AcceptSocket();
        var stream = new NetworkStream(socket, ownsSocket: true);
        transport = new Transport(socket, stream, new ServerAddress("peer", 7687), time);
    }

    [Fact]
    public async Task Each_byte_that_comes_begins_the_time_of_silence_anew()
    {
        transport.SilenceLimit = TimeSpan.FromSeconds(10);
        for (var i = 0; i < 3; i++)
        {
            var read = transport.ReadAsync(new byte[10]).AsTask();
            time.Advance(TimeSpan.FromSeconds(9));
            await peer.SendAsync(new byte[1]);
            (await read.InTime()).ShouldBe(1);
        }

        var last = transport.ReadAsync(new byte[10]).AsTask();
        time.Advance(TimeSpan.FromSeconds(9));
        last.IsCompleted.ShouldBeFalse();
        time.Advance(TimeSpan.FromSeconds(1));
        (await Should.ThrowAsync<ConnectionReadTimeoutException>(last.InTime())).Message.ShouldContain("peer:7687");
    }

    [Fact]
    public async Task A_cancelled_read_leaves_the_stream_as_it_was()
    {
        using var cancellation = new CancellationTokenSource();
        var read = transport.ReadAsync(new byte[10], cancellation.Token).AsTask();
        await cancellation.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(read.InTime());
        await peer.SendAsync(new byte[] { 7, 8 });
        var buffer = new byte[10];
        (await transport.ReadAsync(buffer).InTime()).ShouldBe(2);
        buffer[..2].ShouldBe([7, 8]);
    }

    [Fact]
    public async Task Aborting_ends_a_read_with_the_reason()
    {
        var read = transport.ReadAsync(new byte[10]).AsTask();
        transport.Abort(new ServiceUnavailableException("Enough."));
        (await Should.ThrowAsync<ServiceUnavailableException>(read.InTime())).Message.ShouldBe("Enough.");
        transport.IsStale.ShouldBeTrue();
    }

    [Fact]
    public async Task An_idle_connection_is_stale_once_the_peer_has_closed_or_has_spoken_unasked()
    {
        transport.IsStale.ShouldBeFalse();
        await peer.SendAsync(new byte[1]);
        await Limits.UntilAsync(() => transport.IsStale);
        (await transport.ReadAsync(new byte[10]).InTime()).ShouldBe(1);
        transport.IsStale.ShouldBeFalse();
        peer.Shutdown(SocketShutdown.Both);
        await Limits.UntilAsync(() => transport.IsStale);
    }

    public async ValueTask DisposeAsync()
    {
        peer.Dispose();
        await transport.DisposeAsync();
    }
}

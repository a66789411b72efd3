using System.Net;
using System.Net.Sockets;

namespace DepGraph.Storage.Tests.Neo4j;

/// <summary>Stands before a server and can lose its answer to a commit: the connection breaks, and what was written stays.</summary>
internal sealed class LosingProxy : IAsyncDisposable
{
    /// <summary>The message in its chunk (https://neo4j.com/docs/bolt/current/bolt/message/#messages-commit).</summary>
    private static readonly byte[] Commit = [0x00, 0x02, 0xB0, 0x12, 0x00, 0x00];

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly List<Task> _serving = [];
    private readonly Task _accepting;
    private readonly Uri _server;
    private LostAnswer? _next;

    /// <param name="server">The real one.</param>
    public LosingProxy(Uri server)
    {
        _server = server;
        _listener.Start();
        Uri = new Uri($"bolt://{_listener.LocalEndpoint}");
        _accepting = AcceptAsync();
    }

    public Uri Uri { get; }

    /// <summary>Loses the answer to the next commit of a transaction whose Cypher has this text.</summary>
    public LostAnswer LoseNext(string text)
    {
        var lost = new LostAnswer(text);
        Volatile.Write(ref _next, lost);
        return lost;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _accepting;
        await Task.WhenAll(_serving);
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
                _serving.Add(ServeAsync(await _listener.AcceptTcpClientAsync(_stop.Token)));
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException) { }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using var upstream = new TcpClient { NoDelay = true };
        using (client)
        {
            client.NoDelay = true;
            try
            {
                await upstream.ConnectAsync(_server.Host, _server.Port, _stop.Token);
                var watch = new Watch();
                await Task.WhenAny(
                    RelayAsync(client, upstream, bytes => OnAskedAsync(watch, bytes)),
                    RelayAsync(upstream, client, bytes => PassesAsync(watch, bytes))
                );
            }
            catch (Exception e) when (e is IOException or SocketException or OperationCanceledException) { }
        }
    }

    /// <summary>Passes on what comes, until one side ends or a part is not to pass.</summary>
    private async Task RelayAsync(TcpClient from, TcpClient to, Func<byte[], Task<bool>> passesAsync)
    {
        var buffer = new byte[1 << 16];
        while (await from.GetStream().ReadAsync(buffer, _stop.Token) is > 0 and var count)
        {
            if (!await passesAsync(buffer[..count]))
                return;
            await to.GetStream().WriteAsync(buffer.AsMemory(0, count), _stop.Token);
        }
    }

    private Task<bool> OnAskedAsync(Watch watch, byte[] bytes)
    {
        if (Volatile.Read(ref _next) is not { } next)
            return Task.FromResult(true);
        watch.Asked.AddRange(bytes);
        var asked = watch.Asked.ToArray().AsSpan();
        if (asked.IndexOf(next.Text) is >= 0 and var start && asked[start..].IndexOf(Commit) >= 0)
        {
            Volatile.Write(ref _next, null);
            watch.Losing = next;
        }
        return Task.FromResult(true);
    }

    /// <summary>Only what a server says of an end that is durable has a bookmark.</summary>
    private static async Task<bool> PassesAsync(Watch watch, byte[] bytes)
    {
        if (watch.Losing is not { } losing)
            return true;
        watch.Answered.AddRange(bytes);
        if (watch.Answered.ToArray().AsSpan().IndexOf("bookmark"u8) < 0)
            return true;
        await losing.OnCommittedAsync();
        return false;
    }

    /// <summary>One connection, from when something is to be lost.</summary>
    private sealed class Watch
    {
        public List<byte> Asked { get; } = [];

        public List<byte> Answered { get; } = [];

        public LostAnswer? Losing { get; set; }
    }
}

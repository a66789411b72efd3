using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace DepGraph.Ingestion.Tests.Registry;

/// <summary>A request as the peer read it.</summary>
public sealed record ScriptedRequest(int Number, string Target, Dictionary<string, string> Headers, TimeSpan At);

/// <summary>An HTTP/1.1 peer on loopback that answers as its script says, down to single bytes and resets.</summary>
public sealed class ScriptedPeer : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stop = new();
    private readonly ConcurrentQueue<ScriptedRequest> requests = new();
    private readonly ConcurrentBag<Task> connections = [];
    private readonly Func<ScriptedRequest, ScriptedReply, Task> script;
    private readonly TimeProvider time;
    private readonly long started;
    private readonly Task accepting;
    private int count;

    public ScriptedPeer(Func<ScriptedRequest, ScriptedReply, Task> script, TimeProvider? time = null)
    {
        this.script = script;
        this.time = time ?? TimeProvider.System;
        started = this.time.GetTimestamp();
        listener.Start();
        Address = new Uri($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/");
        accepting = AcceptAsync();
    }

    public Uri Address { get; }

    public IReadOnlyList<ScriptedRequest> Requests => [.. requests];

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        listener.Stop();
        await accepting;
        await Task.WhenAll(connections);
        stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var socket = await listener.AcceptSocketAsync(stop.Token);
                connections.Add(ServeAsync(socket));
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException) { }
    }

    private async Task ServeAsync(Socket socket)
    {
        await Task.Yield();
        using var _ = socket;
        await using var stream = new NetworkStream(socket);
        using var reader = new StreamReader(stream, Encoding.Latin1);
        try
        {
            while (await ReadRequestAsync(reader) is { } request)
            {
                requests.Enqueue(request);
                await script(request, new ScriptedReply(socket, stream, stop.Token));
            }
        }
        catch (Exception e)
            when (e is IOException or SocketException or ObjectDisposedException or OperationCanceledException) { }
    }

    private async Task<ScriptedRequest?> ReadRequestAsync(StreamReader reader)
    {
        if (await reader.ReadLineAsync(stop.Token) is not { } line)
        {
            return null;
        }

        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        while (await reader.ReadLineAsync(stop.Token) is { Length: > 0 } header)
        {
            var colon = header.IndexOf(':', StringComparison.Ordinal);
            headers[header[..colon]] = header[(colon + 1)..].Trim();
        }

        var number = Interlocked.Increment(ref count);
        return new ScriptedRequest(number, line.Split(' ')[1], headers, time.GetElapsedTime(started));
    }
}

/// <summary>The ways to answer.</summary>
public sealed class ScriptedReply(Socket socket, Stream stream, CancellationToken stopped)
{
    public Task SendAsync(int status, string body = "", params (string Name, string Value)[] headers) =>
        SendAsync(status, Encoding.UTF8.GetBytes(body), headers);

    public async Task SendAsync(int status, byte[] body, params (string Name, string Value)[] headers)
    {
        await SendHeadersAsync(status, body.Length, headers);
        await SendBytesAsync(body);
    }

    public Task SendHeadersAsync(int status, long? length, params (string Name, string Value)[] headers)
    {
        var text = new StringBuilder($"HTTP/1.1 {status} Scripted\r\n");
        foreach (var (name, value) in headers)
        {
            text.Append($"{name}: {value}\r\n");
        }

        if (length is not null && status != 304)
        {
            text.Append($"Content-Length: {length}\r\n");
        }

        return SendBytesAsync(Encoding.Latin1.GetBytes(text.Append("\r\n").ToString()));
    }

    public async Task SendBytesAsync(byte[] bytes)
    {
        await stream.WriteAsync(bytes, stopped);
        await stream.FlushAsync(stopped);
    }

    /// <summary>Ends the connection in good order, whatever was announced: all that was sent arrives.</summary>
    public void Close() => socket.Shutdown(SocketShutdown.Send);

    /// <summary>Breaks the connection as a crashed peer does.</summary>
    public void Reset()
    {
        socket.LingerState = new LingerOption(true, 0);
        socket.Close();
    }

    /// <summary>Says nothing more until the test ends.</summary>
    public Task HangAsync() => Task.Delay(Timeout.Infinite, stopped);
}

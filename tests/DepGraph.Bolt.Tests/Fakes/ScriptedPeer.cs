using System.Collections.Concurrent;
using System.Net.Sockets;
using DepGraph.Bolt.PackStream;
using DepGraph.Bolt.PackStream.Chunks;

namespace DepGraph.Bolt.Tests.Fakes;

/// <summary>The server's side of one connection.</summary>
internal sealed class ScriptedPeer(int number, Socket socket, Stream stream, CancellationToken stopped)
{
    private static readonly Dictionary<byte, string> Names = new()
    {
        [0x01] = "HELLO",
        [0x02] = "GOODBYE",
        [0x0F] = "RESET",
        [0x10] = "RUN",
        [0x11] = "BEGIN",
        [0x12] = "COMMIT",
        [0x13] = "ROLLBACK",
        [0x2F] = "DISCARD",
        [0x3F] = "PULL",
        [0x54] = "TELEMETRY",
        [0x66] = "ROUTE",
        [0x6A] = "LOGON",
        [0x6B] = "LOGOFF",
    };

    private readonly ChunkReader input = new(stream);
    private readonly ConcurrentQueue<ScriptedRequest> requests = new();

    /// <summary>Which connection of its server this is, from 1.</summary>
    public int Number => number;

    public IReadOnlyList<ScriptedRequest> Requests => [.. requests];

    /// <summary>Reads the client's opening, 20 bytes.</summary>
    public Task<byte[]> ReadOpeningAsync() => ReadRawAsync(20);

    /// <summary>Reads so many bytes of the handshake.</summary>
    public async Task<byte[]> ReadRawAsync(int count)
    {
        var bytes = new byte[count];
        await stream.ReadExactlyAsync(bytes, stopped);
        return bytes;
    }

    /// <summary>Agrees on a version, classic.</summary>
    public async Task HandshakeAsync(int major = 5, int minor = 8)
    {
        await ReadOpeningAsync();
        await SendRawAsync([0, 0, (byte)minor, (byte)major]);
    }

    /// <summary>Handshake and log-on, all accepted.</summary>
    public async Task LogOnAsync(int major = 5, int minor = 8, params (string, object?)[] hello)
    {
        await HandshakeAsync(major, minor);
        await ExpectAsync("HELLO");
        await SuccessAsync([("server", $"Neo4j/{major}.26.0"), ("connection_id", $"bolt-{number}"), .. hello]);
        if ((major, minor) is (5, > 0))
        {
            await ExpectAsync("LOGON");
            await SuccessAsync();
        }
    }

    /// <summary>Reads the next request; null when the client has closed.</summary>
    public async Task<ScriptedRequest?> ReadAsync()
    {
        if (!await input.ReadAsync(stopped))
        {
            return null;
        }

        var request = Decode(input.Message.Span);
        requests.Enqueue(request);
        return request;
    }

    /// <summary>Reads requests, which must be these.</summary>
    /// <returns>The last one.</returns>
    public async Task<ScriptedRequest> ExpectAsync(params string[] names)
    {
        ScriptedRequest? last = null;
        foreach (var name in names)
        {
            last = await ReadAsync() ?? throw new IOException("The client has closed.");
            last.Name.ShouldBe(name);
        }

        return last!;
    }

    public Task SuccessAsync(params (string Key, object? Value)[] metadata) => SendAsync(Success(metadata));

    public Task RecordAsync(params object?[] values) => SendAsync(Record(values));

    public Task FailureAsync(string code, string message) => SendAsync(Failure(code, message));

    public Task IgnoredAsync() => SendAsync(Message(0x7E));

    public static byte[] Success(params (string Key, object? Value)[] metadata) =>
        Message(0x70, metadata.ToDictionary(pair => pair.Key, pair => pair.Value));

    public static byte[] Record(params object?[] values) => Message(0x71, [values]);

    public static byte[] Failure(string code, string message) =>
        Message(
            0x7F,
            new Dictionary<string, object?>
            {
                ["code"] = code,
                ["neo4j_code"] = code,
                ["message"] = message,
            }
        );

    /// <summary>Sends messages in one piece.</summary>
    public Task SendAsync(params byte[][] messages) => SendRawAsync([.. messages.SelectMany(message => message)]);

    public async Task SendRawAsync(byte[] bytes)
    {
        await stream.WriteAsync(bytes, stopped);
        await stream.FlushAsync(stopped);
    }

    /// <summary>Ends the connection in good order: all that was sent arrives.</summary>
    public async Task CloseAsync()
    {
        socket.Shutdown(SocketShutdown.Send);
        await DrainAsync();
    }

    /// <summary>Breaks the connection as a crashed peer does.</summary>
    public void Break()
    {
        socket.LingerState = new LingerOption(true, 0);
        socket.Close();
    }

    /// <summary>Reads whatever comes, to the end, and answers nothing.</summary>
    public async Task DrainAsync()
    {
        while (await ReadAsync() is not null) { }
    }

    /// <summary>Says nothing more until the test ends.</summary>
    public Task HangAsync() => Task.Delay(Timeout.Infinite, stopped);

    /// <summary>A message in its chunks.</summary>
    public static byte[] Message(byte tag, params object?[] fields)
    {
        var output = new ChunkWriter();
        var writer = new PackStreamWriter(output);
        writer.WriteStructHeader(fields.Length, tag);
        foreach (var field in fields)
        {
            writer.WriteValue(field);
        }

        output.EndMessage();
        return output.Pending.ToArray();
    }

    private static ScriptedRequest Decode(ReadOnlySpan<byte> message)
    {
        var reader = new PackStreamReader(message);
        var fields = new object?[reader.ReadStructHeader(out var tag)];
        for (var i = 0; i < fields.Length; i++)
        {
            fields[i] = reader.ReadValue();
        }

        return new ScriptedRequest(Names[tag], fields);
    }
}

using System.Buffers;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using DepGraph.GraphQL.Requests;

namespace DepGraph.GraphApi.Http.WebSockets;

/// <summary>
/// Writes the service's messages, one at a time. Who sends waits until the client takes the message: an operation goes no faster
/// than its reader, and a reader that takes too long loses the connection.
/// </summary>
internal sealed class SocketSender(WebSocket socket, TimeSpan patience, TimeProvider time) : IDisposable
{
    private const int LongestReason = 123;

    private static readonly byte[] Acknowledgement = """{"type":"connection_ack"}"""u8.ToArray();
    private static readonly byte[] Pong = """{"type":"pong"}"""u8.ToArray();

    private readonly SemaphoreSlim turn = new(1, 1);

    public Task AcknowledgeAsync(CancellationToken cancellationToken) => SendAsync(Acknowledgement, cancellationToken);

    public Task PongAsync(CancellationToken cancellationToken) => SendAsync(Pong, cancellationToken);

    public Task CompleteAsync(string id, CancellationToken cancellationToken)
    {
        var message = Begin(id, "\",\"type\":\"complete\""u8, 0);
        return EndAndSendAsync(message, cancellationToken);
    }

    /// <summary>A response of an operation: <c>next</c>, or <c>error</c> when it was refused.</summary>
    public Task SendAsync(string id, GraphQLResult result, CancellationToken cancellationToken)
    {
        ArrayBufferWriter<byte> message;
        if (result.IsRefused)
        {
            message = Begin(id, "\",\"type\":\"error\",\"payload\":"u8, result.Length);
            result.WriteErrorsTo(message);
        }
        else
        {
            message = Begin(id, "\",\"type\":\"next\",\"payload\":"u8, result.Length);
            result.WriteTo(message);
        }

        return EndAndSendAsync(message, cancellationToken);
    }

    /// <summary>Closes this direction; what is being sent is sent to its end first.</summary>
    /// <exception cref="WebSocketException">The connection is lost.</exception>
    public async Task CloseAsync(WebSocketCloseStatus status, string reason, CancellationToken cancellationToken)
    {
        await turn.WaitAsync(cancellationToken);
        try
        {
            if (socket.State is WebSocketState.Open or WebSocketState.CloseReceived)
            {
                await socket.CloseOutputAsync(status, Shorten(reason), cancellationToken);
            }
        }
        finally
        {
            turn.Release();
        }
    }

    public void Dispose() => turn.Dispose();

    private Task EndAndSendAsync(ArrayBufferWriter<byte> message, CancellationToken cancellationToken)
    {
        message.Write("}"u8);
        return SendAsync(message.WrittenMemory, cancellationToken);
    }

    /// <param name="cancellationToken">
    /// Ends the waiting for a turn. A message that is begun is finished, for half of one breaks the socket.
    /// </param>
    private async Task SendAsync(ReadOnlyMemory<byte> message, CancellationToken cancellationToken)
    {
        await turn.WaitAsync(cancellationToken);
        try
        {
            cancellationToken.ThrowIfCancellationRequested();
            var sending = socket.SendAsync(message, WebSocketMessageType.Text, true, CancellationToken.None);
            if (!sending.IsCompletedSuccessfully)
            {
                await sending.AsTask().WaitAsync(patience, time, CancellationToken.None);
            }
        }
        catch (TimeoutException)
        {
            socket.Abort();
            throw new WebSocketException(WebSocketError.ConnectionClosedPrematurely, "The client takes no messages.");
        }
        finally
        {
            turn.Release();
        }
    }

    private static ArrayBufferWriter<byte> Begin(string id, ReadOnlySpan<byte> afterId, long payloadBytes)
    {
        var encodedId = JsonEncodedText.Encode(id).EncodedUtf8Bytes;
        var message = new ArrayBufferWriter<byte>(encodedId.Length + afterId.Length + (int)payloadBytes + 16);
        message.Write("{\"id\":\""u8);
        message.Write(encodedId);
        message.Write(afterId);
        return message;
    }

    /// <summary>A reason has room for so many bytes of UTF-8. https://www.rfc-editor.org/rfc/rfc6455#section-5.5</summary>
    private static string Shorten(string reason)
    {
        while (Encoding.UTF8.GetByteCount(reason) > LongestReason)
        {
            reason = reason[..^(char.IsLowSurrogate(reason[^1]) ? 2 : 1)];
        }

        return reason;
    }
}

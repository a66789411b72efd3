using System.Buffers;
using System.Net.WebSockets;

namespace DepGraph.GraphApi.Http.WebSockets;

/// <summary>Reads whole messages, up to a size. One reader at a time.</summary>
internal sealed class SocketReader(WebSocket socket, long maxBytes) : IDisposable
{
    private const int UsualBytes = 4_096;

    private byte[] buffer = ArrayPool<byte>.Shared.Rent(UsualBytes);

    /// <summary>The next message, valid until the one after it is read; null when the client closes.</summary>
    /// <exception cref="MessageTooBigException">It is larger than allowed.</exception>
    /// <exception cref="WebSocketException">The connection is lost or speaks another protocol.</exception>
    public async ValueTask<ReadOnlyMemory<byte>?> ReadAsync(CancellationToken cancellationToken)
    {
        if (buffer.Length > UsualBytes * 4)
        {
            Resize(UsualBytes, 0);
        }

        var length = 0;
        while (true)
        {
            if (length == buffer.Length)
            {
                Resize(length * 2, length);
            }

            var received = await socket.ReceiveAsync(buffer.AsMemory(length), cancellationToken);
            if (received.MessageType == WebSocketMessageType.Close)
            {
                return null;
            }

            length += received.Count;
            if (length > maxBytes)
            {
                throw new MessageTooBigException(maxBytes);
            }

            if (received.EndOfMessage)
            {
                return buffer.AsMemory(0, length);
            }
        }
    }

    /// <summary>Reads on for nothing but the client's close.</summary>
    /// <exception cref="WebSocketException">The connection is lost.</exception>
    public async Task DrainAsync(CancellationToken cancellationToken)
    {
        while (socket.State is WebSocketState.Open or WebSocketState.CloseSent)
        {
            await socket.ReceiveAsync(buffer.AsMemory(), cancellationToken);
        }
    }

    public void Dispose() => ArrayPool<byte>.Shared.Return(buffer);

    private void Resize(int size, int kept)
    {
        var resized = ArrayPool<byte>.Shared.Rent(size);
        buffer.AsSpan(0, kept).CopyTo(resized);
        ArrayPool<byte>.Shared.Return(buffer);
        buffer = resized;
    }
}

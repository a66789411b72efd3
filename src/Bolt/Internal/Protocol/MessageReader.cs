using System.Buffers;
using System.Buffers.Binary;

namespace DepGraph.Bolt.Internal.Protocol;

/// <summary>
/// Takes bytes as they come, and gives messages: in place, without a copy where a message is one chunk, its chunks pushed together where
/// it is several. Empty chunks between messages (a server's sign of life) are passed over.
/// </summary>
/// <param name="maxMessageSize">The longest message in bytes.</param>
internal sealed class MessageReader(int maxMessageSize) : IDisposable
{
    private const int HeaderLength = sizeof(ushort);
    private const int InitialCapacity = 8 * 1024;
    private const int UsualCapacity = 64 * 1024;

    private byte[] buffer = ArrayPool<byte>.Shared.Rent(InitialCapacity);

    /// <summary>The bytes before are used up.</summary>
    private int start;

    /// <summary>Where the bytes end that have arrived.</summary>
    private int end;

    /// <summary>The part of a message whose chunks have been pushed together, from <see cref="start"/> on.</summary>
    private int assembled;

    /// <summary>Where the next chunk's header is, or will be.</summary>
    private int cursor;

    /// <summary>Whether bytes have arrived that make no whole message yet.</summary>
    public bool HasPartialMessage => end > start;

    /// <summary>Where the next bytes are to be put; at least one fits.</summary>
    public Memory<byte> GetMemory()
    {
        if (start == end)
        {
            start = end = cursor = assembled = 0;
        }

        if (end == buffer.Length)
        {
            MakeRoom();
        }

        return buffer.AsMemory(end);
    }

    /// <summary>So many bytes were put into what <see cref="GetMemory"/> gave.</summary>
    public void Advance(int count) => end += count;

    /// <summary>The next message if it is whole. It is lent until the next call of any member.</summary>
    /// <exception cref="ProtocolException">It is longer than allowed.</exception>
    public bool TryRead(out ReadOnlySpan<byte> message)
    {
        while (end - cursor >= HeaderLength)
        {
            int size = BinaryPrimitives.ReadUInt16BigEndian(buffer.AsSpan(cursor));
            if (size == 0)
            {
                var complete = buffer.AsSpan(start, assembled);
                cursor += HeaderLength;
                start = cursor;
                assembled = 0;
                if (complete.Length > 0)
                {
                    message = complete;
                    return true;
                }

                continue;
            }

            if (assembled + size > maxMessageSize)
            {
                throw new ProtocolException(
                    $"The server sends a message of more than {maxMessageSize} bytes (Config.MaxMessageSize)."
                );
            }

            if (end - cursor - HeaderLength < size)
            {
                break;
            }

            Assemble(size);
        }

        message = default;
        return false;
    }

    /// <summary>Gives a large buffer back while nothing is expected.</summary>
    public void Trim()
    {
        if (start == end && buffer.Length > UsualCapacity)
        {
            ArrayPool<byte>.Shared.Return(buffer);
            buffer = ArrayPool<byte>.Shared.Rent(InitialCapacity);
            start = end = cursor = assembled = 0;
        }
    }

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(buffer);
        buffer = [];
        start = end = cursor = assembled = 0;
    }

    private void Assemble(int size)
    {
        if (assembled == 0)
        {
            start = cursor + HeaderLength;
        }
        else
        {
            buffer.AsSpan(cursor + HeaderLength, size).CopyTo(buffer.AsSpan(start + assembled));
        }

        assembled += size;
        cursor += HeaderLength + size;
    }

    /// <summary>Moves what is there to the front, into a larger buffer when there is no front left.</summary>
    private void MakeRoom()
    {
        var kept = end - start;
        var target = buffer;
        if (kept > buffer.Length / 2)
        {
            target = ArrayPool<byte>.Shared.Rent(buffer.Length * 2);
        }

        buffer.AsSpan(start, kept).CopyTo(target);
        if (target != buffer)
        {
            ArrayPool<byte>.Shared.Return(buffer);
            buffer = target;
        }

        cursor -= start;
        end = kept;
        start = 0;
    }
}

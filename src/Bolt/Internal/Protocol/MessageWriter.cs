using System.Buffers;
using System.Buffers.Binary;

namespace DepGraph.Bolt.Internal.Protocol;

/// <summary>
/// Collects messages in their chunks until they are sent together. A message is written behind room for one header; one that is too
/// long for a single chunk is spread afterwards, which only parameters of more than 64 KiB pay for.
/// </summary>
internal sealed class MessageWriter : IBufferWriter<byte>, IDisposable
{
    private const int HeaderLength = sizeof(ushort);
    private const int InitialCapacity = 1024;
    private const int KeptCapacity = 64 * 1024;

    private byte[] buffer = ArrayPool<byte>.Shared.Rent(InitialCapacity);
    private int length;
    private int messageStart = -1;

    /// <summary>The complete messages that were not sent yet.</summary>
    public ReadOnlyMemory<byte> Pending => buffer.AsMemory(0, messageStart < 0 ? length : messageStart);

    public void BeginMessage()
    {
        messageStart = length;
        GetSpan(HeaderLength);
        length += HeaderLength;
    }

    public void EndMessage()
    {
        var size = length - messageStart - HeaderLength;
        if (size > ushort.MaxValue)
        {
            Spread(size);
        }
        else
        {
            BinaryPrimitives.WriteUInt16BigEndian(buffer.AsSpan(messageStart), (ushort)size);
        }

        BinaryPrimitives.WriteUInt16BigEndian(GetSpan(HeaderLength), 0);
        length += HeaderLength;
        messageStart = -1;
    }

    /// <summary>Takes back what was written since <see cref="BeginMessage"/>, unless the message was ended or taken back.</summary>
    public void AbandonMessage()
    {
        if (messageStart >= 0)
        {
            length = messageStart;
            messageStart = -1;
        }
    }

    /// <summary>Forgets the messages, which were sent.</summary>
    public void Clear()
    {
        length = 0;
        if (buffer.Length > KeptCapacity)
        {
            ArrayPool<byte>.Shared.Return(buffer);
            buffer = ArrayPool<byte>.Shared.Rent(InitialCapacity);
        }
    }

    public void Advance(int count) => length += count;

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        EnsureRoom(sizeHint);
        return buffer.AsMemory(length);
    }

    public Span<byte> GetSpan(int sizeHint = 0)
    {
        EnsureRoom(sizeHint);
        return buffer.AsSpan(length);
    }

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(buffer);
        buffer = [];
        length = 0;
    }

    /// <summary>Moves the chunks of a long message apart, the last one first, so that their headers fit between them.</summary>
    private void Spread(int size)
    {
        var last = (size - 1) / ushort.MaxValue;
        GetSpan(last * HeaderLength);
        length += last * HeaderLength;
        var payload = messageStart + HeaderLength;
        for (var chunk = last; chunk >= 0; chunk--)
        {
            var from = payload + (chunk * ushort.MaxValue);
            var chunkSize = Math.Min(ushort.MaxValue, size - (chunk * ushort.MaxValue));
            var to = from + (chunk * HeaderLength);
            buffer.AsSpan(from, chunkSize).CopyTo(buffer.AsSpan(to));
            BinaryPrimitives.WriteUInt16BigEndian(buffer.AsSpan(to - HeaderLength), (ushort)chunkSize);
        }
    }

    private void EnsureRoom(int size)
    {
        var needed = length + Math.Max(1, size);
        if (needed <= buffer.Length)
        {
            return;
        }

        var grown = ArrayPool<byte>.Shared.Rent(Math.Max(needed, buffer.Length * 2));
        buffer.AsSpan(0, length).CopyTo(grown);
        ArrayPool<byte>.Shared.Return(buffer);
        buffer = grown;
    }
}

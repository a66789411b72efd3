using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace DepGraph.Bolt.PackStream.Chunks;

/// <summary>
/// Gathers messages as chunks, as many as shall go out together. Content is written straight behind the room for its chunk's header;
/// only a message of several chunks is moved, once, when it ends.
/// https://neo4j.com/docs/bolt/current/bolt/message/#chunking
/// </summary>
/// <param name="maxMessageLength">A longer message is refused while it is written.</param>
internal sealed class ChunkWriter(int maxMessageLength = ChunkReader.DefaultMaxMessageLength) : IBufferWriter<byte>
{
    /// <summary>A buffer that grew beyond is given up once its messages are out.</summary>
    internal const int MaxKeptCapacity = 1024 * 1024;

    internal const int FirstCapacity = 4 * 1024;

    private byte[] _buffer = GC.AllocateUninitializedArray<byte>(FirstCapacity);

    /// <summary>Where the header of the next message's first chunk will be; before it lie whole messages.</summary>
    private int _messageStart;

    private int _end = Chunk.HeaderLength;

    /// <summary>The chunks of all messages that have ended and are not out yet.</summary>
    public ReadOnlyMemory<byte> Pending => _buffer.AsMemory(0, _messageStart);

    internal int Capacity => _buffer.Length;

    private int MessageLength => _end - _messageStart - Chunk.HeaderLength;

    /// <exception cref="InvalidOperationException">The message becomes longer than allowed.</exception>
    public void Advance(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, _buffer.Length - _end);
        if (count > maxMessageLength - MessageLength)
        {
            throw new InvalidOperationException(
                $"The message has {(long)MessageLength + count} bytes or more; {maxMessageLength} are allowed. Send less at once, or allow more."
            );
        }

        _end += count;
    }

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Ensure(Math.Max(sizeHint, 1));
        return _buffer.AsMemory(_end);
    }

    public Span<byte> GetSpan(int sizeHint = 0)
    {
        Ensure(Math.Max(sizeHint, 1));
        return _buffer.AsSpan(_end);
    }

    /// <summary>Ends the message: its chunks are pending now, and the next one begins.</summary>
    /// <exception cref="InvalidOperationException">Nothing was written: an empty message would be none to its reader.</exception>
    public void EndMessage()
    {
        var length = MessageLength;
        if (length == 0)
        {
            throw new InvalidOperationException("A message without content cannot be sent.");
        }

        var chunks = (length - 1) / Chunk.MaxLength + 1;
        Ensure((chunks + 1) * Chunk.HeaderLength);
        for (var chunk = chunks - 1; chunk >= 0; chunk--)
        {
            var content = _messageStart + Chunk.HeaderLength + chunk * Chunk.MaxLength;
            var contentLength = Math.Min(length - chunk * Chunk.MaxLength, Chunk.MaxLength);
            var target = content + chunk * Chunk.HeaderLength;
            if (chunk > 0)
            {
                _buffer.AsSpan(content, contentLength).CopyTo(_buffer.AsSpan(target));
            }

            BinaryPrimitives.WriteUInt16BigEndian(_buffer.AsSpan(target - Chunk.HeaderLength), (ushort)contentLength);
        }

        _end += (chunks - 1) * Chunk.HeaderLength;
        BinaryPrimitives.WriteUInt16BigEndian(_buffer.AsSpan(_end), 0);
        _messageStart = _end + Chunk.HeaderLength;
        _end = _messageStart + Chunk.HeaderLength;
    }

    /// <summary>Forgets what was written since the last message ended.</summary>
    public void DiscardMessage() => _end = _messageStart + Chunk.HeaderLength;

    /// <summary>Sends all pending messages in one piece. What was written of the next one stays.</summary>
    /// <exception cref="InvalidOperationException">A message has begun and not ended.</exception>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    public async ValueTask FlushAsync(Stream target, CancellationToken cancellationToken = default)
    {
        if (MessageLength > 0)
        {
            throw new InvalidOperationException("A message has begun and not ended.");
        }

        if (_messageStart == 0)
        {
            return;
        }

        await target.WriteAsync(Pending, cancellationToken).ConfigureAwait(false);
        await target.FlushAsync(cancellationToken).ConfigureAwait(false);
        _messageStart = 0;
        _end = Chunk.HeaderLength;
        if (_buffer.Length > MaxKeptCapacity)
        {
            _buffer = GC.AllocateUninitializedArray<byte>(FirstCapacity);
        }
    }

    private void Ensure(int room)
    {
        if (room <= _buffer.Length - _end)
        {
            return;
        }

        var needed = (long)_end + room;
        if (needed > Array.MaxLength)
        {
            throw new InvalidOperationException(
                $"The messages that are to go out together have {needed} bytes; {Array.MaxLength} are possible."
            );
        }

        Array.Resize(ref _buffer, (int)Math.Min(Math.Max(needed, 2L * _buffer.Length), Array.MaxLength));
    }
}

using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace DepGraph.Bolt.PackStream.Chunks;

/// <summary>
/// Takes messages out of a stream of chunks. Whatever a read brings is kept in one buffer: many small messages come of one read, and a
/// message of one chunk is given where it lies. The chunks of a larger one are pushed together in the buffer, which grows with the bytes
/// that came, not with those that were announced. Empty chunks between messages are passed over.
/// https://neo4j.com/docs/bolt/current/bolt/message/#chunking
/// </summary>
internal sealed class ChunkReader
{
    public const int DefaultMaxMessageLength = 128 * 1024 * 1024;

    /// <summary>A limit that leaves the buffer room to grow beyond it.</summary>
    public const int GreatestMaxMessageLength = 512 * 1024 * 1024;

    /// <summary>A buffer that grew beyond is given up once it is empty.</summary>
    internal const int MaxKeptCapacity = 1024 * 1024;

    internal const int FirstCapacity = 16 * 1024;

    private readonly Stream _source;
    private readonly int _maxMessageLength;

    // The buffer holds the content of the next message as far as it is pushed together, then from _chunk to _end what was not looked
    // at yet, beginning with the header of a chunk. Between the two may lie headers that are done with.
    private byte[] _buffer = GC.AllocateUninitializedArray<byte>(FirstCapacity);
    private int _messageStart;
    private int _messageEnd;
    private int _chunk;
    private int _end;
    private bool _given;

    /// <param name="source">Read in blocks as large as there is room.</param>
    /// <param name="maxMessageLength">Bytes, at most <see cref="GreatestMaxMessageLength"/>; a longer message is refused.</param>
    /// <exception cref="ArgumentOutOfRangeException">The limit is not positive, or too large.</exception>
    public ChunkReader(Stream source, int maxMessageLength = DefaultMaxMessageLength)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(maxMessageLength);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(maxMessageLength, GreatestMaxMessageLength);
        _source = source;
        _maxMessageLength = maxMessageLength;
    }

    /// <summary>The message that was read last, until the next is asked for.</summary>
    public ReadOnlyMemory<byte> Message => _given ? _buffer.AsMemory(_messageStart.._messageEnd) : default;

    internal int Capacity => _buffer.Length;

    /// <summary>Goes on to the next message if all of it is in the buffer already.</summary>
    /// <exception cref="PackStreamException">It is longer than allowed.</exception>
    public bool TryRead()
    {
        if (_given)
        {
            _messageStart = _messageEnd = _chunk;
            _given = false;
        }

        while (_end - _chunk >= Chunk.HeaderLength)
        {
            var content = _chunk + Chunk.HeaderLength;
            var length = BinaryPrimitives.ReadUInt16BigEndian(_buffer.AsSpan(_chunk));
            if (length == 0)
            {
                _chunk = content;
                if (_messageEnd > _messageStart)
                {
                    _given = true;
                    return true;
                }

                continue;
            }

            EnsureAllowed(length);
            if (_end - content < length)
            {
                return false;
            }

            Append(content, length);
            _chunk = content + length;
        }

        return false;
    }

    /// <summary>Goes on to the next message; false when the stream ends before one begins.</summary>
    /// <exception cref="EndOfStreamException">The stream ends within a message.</exception>
    /// <exception cref="PackStreamException">The message is longer than allowed.</exception>
    /// <exception cref="OperationCanceledException">Nothing is lost: reading can go on.</exception>
    public ValueTask<bool> ReadAsync(CancellationToken cancellationToken = default) =>
        TryRead() ? ValueTask.FromResult(true) : ReceiveAsync(cancellationToken);

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<bool> ReceiveAsync(CancellationToken cancellationToken)
    {
        do
        {
            MakeRoom();
            var count = await _source.ReadAsync(_buffer.AsMemory(_end), cancellationToken).ConfigureAwait(false);
            if (count == 0)
            {
                return _messageEnd == _messageStart && _chunk == _end
                    ? false
                    : throw new EndOfStreamException(
                        $"The peer closed the connection within a message, of which {_messageEnd - _messageStart + _end - _chunk} bytes had come."
                    );
            }

            _end += count;
        } while (!TryRead());

        return true;
    }

    private void Append(int content, int length)
    {
        if (_messageEnd == _messageStart)
        {
            _messageStart = content;
            _messageEnd = content + length;
            return;
        }

        _buffer.AsSpan(content, length).CopyTo(_buffer.AsSpan(_messageEnd));
        _messageEnd += length;
    }

    private void EnsureAllowed(int length)
    {
        var soFar = _messageEnd - _messageStart;
        if (length > _maxMessageLength - soFar)
        {
            throw new PackStreamException(
                soFar,
                $"The server sent a message of {(long)soFar + length} bytes or more; {_maxMessageLength} are allowed. "
                    + "Ask for less in one row, or allow more"
            );
        }
    }

    /// <summary>
    /// Pushes what is there to the front when the rest of the buffer is no block worth reading, and takes a larger buffer when that
    /// does not help; a needlessly large one goes.
    /// </summary>
    private void MakeRoom()
    {
        var message = _messageEnd - _messageStart;
        var raw = _end - _chunk;
        if (message + raw > 0 && _buffer.Length - _end >= _buffer.Length / 4)
        {
            return;
        }

        var target = _buffer;
        if (message + raw > _buffer.Length / 2)
        {
            target = GC.AllocateUninitializedArray<byte>((int)Math.Min(2L * _buffer.Length, Array.MaxLength));
        }
        else if (message + raw == 0 && _buffer.Length > MaxKeptCapacity)
        {
            target = GC.AllocateUninitializedArray<byte>(FirstCapacity);
        }

        _buffer.AsSpan(_messageStart, message).CopyTo(target);
        _buffer.AsSpan(_chunk, raw).CopyTo(target.AsSpan(message));
        (_buffer, _messageStart, _messageEnd, _chunk, _end) = (target, 0, message, message, message + raw);
    }
}

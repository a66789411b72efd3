using System.Globalization;
using System.Text;

namespace DepGraph.Npm.Tests.Packuments;

/// <summary>Gives its bytes one at a time.</summary>
internal sealed class TricklingStream(byte[] data) : ReadOnlyStream
{
    private int _position;

    public override int Read(Span<byte> buffer)
    {
        if (_position == data.Length || buffer.IsEmpty)
            return 0;
        buffer[0] = data[_position++];
        return 1;
    }
}

/// <summary>A start, then the middle over and over until the length is reached, then the end; # becomes a running number.</summary>
internal sealed class RepeatingStream(string start, string middle, string end, long length) : ReadOnlyStream
{
    private byte[] _piece = Encoding.UTF8.GetBytes(start);
    private readonly byte[] _repeated = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(middle, 4000)));
    private int _position;
    private long _given;
    private int _number;
    private bool _isLast;

    public override int Read(Span<byte> buffer)
    {
        var total = 0;
        while (total < buffer.Length)
        {
            if (_position == _piece.Length && !Next())
                break;
            var count = Math.Min(buffer.Length - total, _piece.Length - _position);
            _piece.AsSpan(_position, count).CopyTo(buffer[total..]);
            _position += count;
            total += count;
        }
        _given += total;
        return total;
    }

    private bool Next()
    {
        if (_isLast)
            return false;
        _isLast = _given >= length;
        _position = 0;
        _piece = _isLast ? Encoding.UTF8.GetBytes(end) : NextMiddle();
        return true;
    }

    private byte[] NextMiddle() =>
        middle.Contains('#')
            ? Encoding.UTF8.GetBytes(middle.Replace("#", (_number++).ToString(CultureInfo.InvariantCulture)))
            : _repeated;
}

internal abstract class ReadOnlyStream : Stream
{
    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => false;
    public override long Length => throw new NotSupportedException();
    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public abstract override int Read(Span<byte> buffer);

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        ValueTask.FromResult(Read(buffer.Span));

    public override void Flush() { }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}

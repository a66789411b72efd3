namespace DepGraph.Bolt.Tests.PackStream.Chunks;

/// <summary>A connection whose bytes come in given pieces, each of which one read takes as far as it has room; then it ends.</summary>
internal sealed class PieceStream(params IEnumerable<byte[]> pieces) : Stream
{
    private readonly Queue<byte[]> _pieces = new(pieces.Where(piece => piece.Length > 0));
    private int _taken;

    /// <summary>How often it was read, the end included.</summary>
    public int Reads { get; private set; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        buffer.Length.ShouldBePositive("a read without room would look like the end");
        cancellationToken.ThrowIfCancellationRequested();
        Reads++;
        await Task.Yield();
        if (!_pieces.TryPeek(out var piece))
        {
            return 0;
        }

        var count = Math.Min(piece.Length - _taken, buffer.Length);
        piece.AsMemory(_taken, count).CopyTo(buffer);
        _taken += count;
        if (_taken == piece.Length)
        {
            _pieces.Dequeue();
            _taken = 0;
        }

        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Flush() { }
}

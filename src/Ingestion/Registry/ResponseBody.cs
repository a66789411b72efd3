namespace DepGraph.Ingestion.Registry;

/// <summary>A body as it is transferred: counts its bytes, notices when it stalls, and keeps its share of the gate honest.</summary>
internal sealed class ResponseBody(
    Stream content,
    AttemptDeadline deadline,
    TimeSpan stallTimeout,
    ByteGate.Share share,
    int expansion
) : Stream
{
    /// <summary>Bytes received so far.</summary>
    public long Received { get; private set; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    // The deadline's token ends with the caller's, so the one given here adds nothing. The clock stands still between two reads:
    // the time that this program takes is no silence of the registry's.
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        deadline.Restart(stallTimeout);
        var count = await content.ReadAsync(buffer, deadline.Token);
        deadline.Suspend();
        Received += count;
        share.GrowTo(Received * expansion);
        return count;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush() { }
}

namespace DepGraph.Ingestion.Registry;

/// <summary>A body as it is transferred: counts its bytes, notices when it stalls, and keeps its share of the gate honest.</summary>
internal sealed class ResponseBody(
    Stream content,
    AttemptDeadline deadline,
    TimeSpan stallTimeout,
    ByteGate.Share share,
    int expansion
) : ForwardStream
{
    /// <summary>Bytes received so far.</summary>
    public long Received { get; private set; }

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
}

namespace DepGraph.Storage.Neo4j.Heads;

/// <summary>Up to which sequence number this process knows commits to be visible as a whole. Only grows.</summary>
internal sealed class Watermark
{
    private long _settled;

    public long Settled => Volatile.Read(ref _settled);

    public void Advance(long sequence)
    {
        var settled = Settled;
        while (
            settled < sequence
            && Interlocked.CompareExchange(ref _settled, sequence, settled) is var found
            && found != settled
        )
            settled = found;
    }
}

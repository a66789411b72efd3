namespace DepGraph.Ingestion.Export;

/// <summary>How far an export is. Counted by one thread, read by any.</summary>
/// <param name="total">How many packages there were at its begin.</param>
internal sealed class ExportProgress(long total)
{
    private long packages;
    private long bytes;

    public long Total => total;

    /// <summary>Packages that are written.</summary>
    public long Packages => Volatile.Read(ref packages);

    /// <summary>Bytes that are written, compressed where they are to be.</summary>
    public long Bytes => Volatile.Read(ref bytes);

    public void Count(int morePackages, long moreBytes)
    {
        Volatile.Write(ref packages, packages + morePackages);
        Volatile.Write(ref bytes, bytes + moreBytes);
    }
}

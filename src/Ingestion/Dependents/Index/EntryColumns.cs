namespace DepGraph.Ingestion.Dependents.Index;

/// <summary>
/// Edges as columns, those of one target in a row, by name of the depending package. Written once, before it is shared.
/// </summary>
internal sealed class EntryColumns(int count)
{
    /// <summary>Bytes of an entry.</summary>
    public const int EntryBytes = 12;

    private static long s_ids;

    /// <summary>Another one for each.</summary>
    public long Id { get; } = Interlocked.Increment(ref s_ids);

    /// <summary>The depending packages.</summary>
    public int[] Sources { get; } = new int[count];

    /// <summary>The range that the latest version declares, by its number in <see cref="RangeTexts"/>.</summary>
    public int[] Ranges { get; } = new int[count];

    /// <summary>See <see cref="EdgeUse"/>.</summary>
    public uint[] Uses { get; } = new uint[count];

    public void Set(int at, int source, Edge edge)
    {
        Sources[at] = source;
        Ranges[at] = edge.Range;
        Uses[at] = edge.Use.Bits;
    }

    public Edge EdgeAt(int at) => new(Ranges[at], new EdgeUse(Uses[at]));
}

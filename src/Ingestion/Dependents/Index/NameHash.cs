namespace DepGraph.Ingestion.Dependents.Index;

/// <summary>Hash tables of numbers whose keys are texts kept elsewhere: open addressing, a power of two of places, at most two thirds full.</summary>
internal static class NameHash
{
    /// <summary>Of a place that holds no number.</summary>
    public const int Empty = -1;

    /// <summary>Seeded anew in each process: nobody can publish names that collide.</summary>
    public static int Of(ReadOnlySpan<byte> name)
    {
        var hash = new HashCode();
        hash.AddBytes(name);
        return hash.ToHashCode();
    }

    public static int[] CreateTable(int count)
    {
        var table = new int[Capacity(count)];
        Array.Fill(table, Empty);
        return table;
    }

    public static bool IsFull(int[] table, int count) => count + 1L > table.Length * 2L / 3;

    private static int Capacity(int count)
    {
        var length = 16;
        while (count > length * 2L / 3)
        {
            length <<= 1;
        }

        return length;
    }
}

namespace DepGraph.Ingestion.Dependents.Index;

/// <summary>A growing table of objects that one thread writes and any number of threads read without a lock.</summary>
internal sealed class SharedTable<T>
    where T : class
{
    private const int ChunkBits = 10;
    private const int ChunkLength = 1 << ChunkBits;

    private T?[]?[] chunks = [];

    /// <summary>Bytes of the table itself.</summary>
    public long Bytes { get; private set; }

    /// <summary>Null where nothing was set. What was written before an object was set is seen by whoever reads it here.</summary>
    public T? this[int index]
    {
        get
        {
            var table = Volatile.Read(ref chunks);
            var place = index >> ChunkBits;
            return place < table.Length && Volatile.Read(ref table[place]) is { } chunk
                ? Volatile.Read(ref chunk[index & (ChunkLength - 1)])
                : null;
        }
    }

    /// <summary>For the writer.</summary>
    public void Set(int index, T? value)
    {
        var place = index >> ChunkBits;
        if (place >= chunks.Length)
        {
            var longer = new T?[]?[Math.Max(place + 1, 2 * chunks.Length)];
            chunks.CopyTo(longer, 0);
            Bytes += 8 * (longer.Length - chunks.Length);
            Volatile.Write(ref chunks, longer);
        }

        if (chunks[place] is not { } chunk)
        {
            Volatile.Write(ref chunks[place], chunk = new T?[ChunkLength]);
            Bytes += 8 * ChunkLength;
        }

        Volatile.Write(ref chunk[index & (ChunkLength - 1)], value);
    }
}

namespace DepGraph.Ingestion.Dependents.Index;

/// <summary>A list that only grows, and never moves what it has: a doubling array would take three times its length for a moment.</summary>
internal sealed class ChunkedList<T>
{
    private const int ChunkBits = 16;
    private const int ChunkLength = 1 << ChunkBits;

    private readonly List<T[]> chunks = [];

    public int Count { get; private set; }

    public T this[int index] => chunks[index >> ChunkBits][index & (ChunkLength - 1)];

    public void Add(T item)
    {
        var place = Count & (ChunkLength - 1);
        if (place == 0)
        {
            chunks.Add(new T[ChunkLength]);
        }

        chunks[^1][place] = item;
        Count++;
    }
}

namespace DepGraph.Bolt.PackStream.Chunks;

/// <summary>A piece of a message: its length in two bytes, then its content. An empty one ends the message.</summary>
internal static class Chunk
{
    public const int HeaderLength = sizeof(ushort);
    public const int MaxLength = ushort.MaxValue;
}

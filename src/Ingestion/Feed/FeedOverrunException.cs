namespace DepGraph.Ingestion.Feed;

/// <summary>A reader of a feed was so slow that its share of memory was full.</summary>
public sealed class FeedOverrunException(int capacity)
    : Exception($"{capacity} new versions waited to be read; what came after them is lost to this reader.")
{
    public int Capacity { get; } = capacity;
}

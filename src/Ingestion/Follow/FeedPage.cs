namespace DepGraph.Ingestion.Follow;

/// <summary>What a feed answered.</summary>
/// <param name="Changes">Those that can be read, in the feed's order; a document may be there several times.</param>
/// <param name="Count">How many entries it had, readable or not.</param>
/// <param name="Newest">The sequence of its last entry, or of the greatest one where they are numbers; null when none has one.</param>
/// <param name="Last">What it calls its last sequence; null when it does not say.</param>
internal sealed record FeedPage(IReadOnlyList<FeedChange> Changes, int Count, FeedSequence? Newest, FeedSequence? Last)
{
    /// <summary>
    /// Where the next page begins. A page that was full goes no further than its entries, whatever else it says: there is more behind
    /// them. Null when the page says nothing of it.
    /// </summary>
    /// <param name="limit">How many entries were asked for.</param>
    public FeedSequence? EndOf(int limit) =>
        Count >= limit && Newest is { } newest && (Last is not { } last || newest.IsBefore(last))
            ? newest
            : Last ?? Newest;
}

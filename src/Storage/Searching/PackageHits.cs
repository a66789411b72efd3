namespace DepGraph.Storage.Searching;

/// <summary>What a search found.</summary>
/// <param name="Hits">The best of them, the best first.</param>
/// <param name="IsComplete">
/// Whether these are all: false when more than were asked for match, and while the index of a store that an older build has filled is being
/// made.
/// </param>
public sealed record PackageHits(IReadOnlyList<PackageHit> Hits, bool IsComplete);

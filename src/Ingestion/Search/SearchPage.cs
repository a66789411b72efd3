using DepGraph.Npm.Packuments;

namespace DepGraph.Ingestion.Search;

/// <summary>A page of what a search found.</summary>
/// <param name="Packages">The best first.</param>
/// <param name="Revision">Names the list, which is kept for a while when cursors are given out.</param>
/// <param name="Indexes">Where in that list each of them stands.</param>
/// <param name="TotalCount">How many the list has, of those that are meant.</param>
/// <param name="IsExact">Whether that is all that match; otherwise they are the best <see cref="PackageSearches.Most"/>, or the index is being filled.</param>
/// <param name="HasNext">Whether more follow in the list.</param>
public sealed record SearchPage(
    IReadOnlyList<PackageHead> Packages,
    string Revision,
    IReadOnlyList<int> Indexes,
    int TotalCount,
    bool IsExact,
    bool HasNext
);

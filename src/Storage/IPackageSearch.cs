using DepGraph.Storage.Searching;

namespace DepGraph.Storage;

/// <summary>Finds packages by what they are called and what they are about.</summary>
public interface IPackageSearch
{
    /// <summary>
    /// The best of the known packages whose name, keywords or description match, in the order of <see cref="PackageHit"/>; keywords and
    /// descriptions only where the full document is held. A commit that has completed is searched. When more than
    /// <paramref name="limit"/> packages match, those are left out that match worse, and of those that match alike rather those that are
    /// depended upon less; among those of which neither can be said without looking at all of them, any.
    /// </summary>
    /// <param name="text">What is searched for.</param>
    /// <param name="limit">How many at most, at least 1.</param>
    ValueTask<PackageHits> SearchPackagesAsync(
        SearchText text,
        int limit,
        CancellationToken cancellationToken = default
    );
}

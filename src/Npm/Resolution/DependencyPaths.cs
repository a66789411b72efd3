using DepGraph.Npm.Packuments;

namespace DepGraph.Npm.Resolution;

/// <summary>Paths of a <see cref="DependencySet"/> in a total order: the shorter first, then by their edges in the order of the set.</summary>
/// <param name="Paths">The first of them.</param>
/// <param name="IsCutShort">
/// Whether the search was given up before it had as many as were wanted, for what it cost: there may be more. What was found
/// are the first all the same.
/// </param>
public sealed record DependencyPaths(IReadOnlyList<DependencyPath> Paths, bool IsCutShort)
{
    /// <summary>
    /// Why some versions are in a set: the ways from its root to any of them, on which no version stands twice. A way may lead
    /// through one of them to another.
    /// </summary>
    /// <param name="set">The set.</param>
    /// <param name="isWanted">Which versions; the root itself is in no set and not asked about.</param>
    /// <param name="first">How many at most, 0 or more.</param>
    /// <param name="maximumLooks">How much the search may cost, in edges looked at.</param>
    public static DependencyPaths To(
        DependencySet set,
        Func<VersionManifest, bool> isWanted,
        int first,
        long maximumLooks = ResolutionLimits.MaximumLooks
    ) => new PathSearch(set, isWanted, first, maximumLooks).Run();

    /// <summary>
    /// The cycles of a set, so that every edge which lies on a cycle is in at least one: of each such edge the shortest that it lies on,
    /// of several as short the first by its edges from there on. Each stands once, beginning at its first version in the order of the set.
    /// </summary>
    /// <param name="set">The set.</param>
    /// <param name="first">How many at most, 0 or more.</param>
    /// <param name="maximumLooks">How much the search may cost, in edges looked at.</param>
    public static DependencyPaths Cycles(
        DependencySet set,
        int first,
        long maximumLooks = ResolutionLimits.MaximumLooks
    ) => new CycleSearch(set, first, maximumLooks).Run();
}

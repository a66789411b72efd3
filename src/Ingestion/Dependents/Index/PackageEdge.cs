using DepGraph.Npm.Packuments;

namespace DepGraph.Ingestion.Dependents.Index;

/// <summary>One way in which a package depends on another, over all its versions.</summary>
/// <param name="Target">The package depended upon, an alias followed.</param>
/// <param name="Kind">How it is declared.</param>
/// <param name="Name">The name it is declared under.</param>
/// <param name="Versions">How many versions declare it so.</param>
/// <param name="LatestRange">The range that the latest version declares; null when that one does not declare it.</param>
internal readonly record struct PackageEdge(
    string Target,
    DependencyKind Kind,
    string Name,
    int Versions,
    string? LatestRange
)
{
    /// <summary>The same without its target and name.</summary>
    public Edge ToEdge(RangeTexts ranges) =>
        new(ranges.NumberOf(LatestRange), new EdgeUse(Kind, Versions, LatestRange is not null));
}

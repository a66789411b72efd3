using DepGraph.Ingestion.Dependents.Index;
using DepGraph.Npm.Packuments;

namespace DepGraph.Ingestion.Tests.Dependents.Index;

/// <summary>What the index should say, by looking at every edge of every package.</summary>
internal sealed class EdgeModel
{
    private readonly Dictionary<string, IReadOnlyList<PackageEdge>> packages = new(StringComparer.Ordinal);

    public IReadOnlyList<PackageEdge> this[string source]
    {
        get => packages.GetValueOrDefault(source, []);
        set => packages[source] = value;
    }

    public IEnumerable<string> Sources => packages.Keys;

    public long Count(string target, DependencyKinds kinds, bool latestOnly) =>
        EdgesTo(target, kinds, latestOnly).Sum(edge => latestOnly ? 1L : edge.Edge.Versions);

    public IEnumerable<string> SourcesOf(string target, DependencyKinds kinds, bool latestOnly) =>
        EdgesTo(target, kinds, latestOnly).Select(edge => edge.Source).Distinct().Order(StringComparer.Ordinal);

    public IEnumerable<(string Target, bool IsFollowed)> TargetsOf(string source) =>
        from edge in this[source]
        group edge by edge.Target into edges
        let isFollowed = edges.Any(edge => edge.LatestRange is not null && DependencyKinds.Runtime.Includes(edge.Kind))
        select (edges.Key, isFollowed);

    private IEnumerable<(string Source, PackageEdge Edge)> EdgesTo(
        string target,
        DependencyKinds kinds,
        bool latestOnly
    ) =>
        from package in packages
        from edge in package.Value
        where edge.Target == target && kinds.Includes(edge.Kind) && (!latestOnly || edge.LatestRange is not null)
        select (package.Key, edge);
}

using DepGraph.Npm.Packuments;
using DepGraph.Storage.Neo4j.Relations;

namespace DepGraph.Storage.Neo4j.Heads;

/// <summary>A LATEST_DEPENDS_ON relationship of a package.</summary>
/// <param name="Target">The package it goes to.</param>
/// <param name="Kind">See <see cref="KindText"/>.</param>
/// <param name="Range">As declared.</param>
/// <param name="Alias">The name it is declared under; null when that is the target's.</param>
internal readonly record struct LatestEdge(string Target, string Kind, string Range, string? Alias)
{
    /// <summary>What a version's requirements come to; those that mean no package have none.</summary>
    public static IEnumerable<LatestEdge> Of(IReadOnlyList<Requirement> requirements) =>
        from requirement in requirements
        let target = TargetIndex.PackageOf(requirement)
        where target is not null
        select new LatestEdge(
            target,
            KindText.Of(requirement.Kind),
            requirement.Range,
            requirement.Name == target ? null : requirement.Name
        );
}

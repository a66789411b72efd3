using DepGraph.Npm.Packuments;

namespace DepGraph.Npm.Resolution;

/// <summary>One version of a <see cref="DependencySet"/>.</summary>
/// <param name="Version">The version.</param>
/// <param name="Depth">Edges on the shortest way from the root, 1 or more.</param>
/// <param name="RequiredBy">The versions of the set, the root among them, that need it: the root first, then in the order of the set.</param>
public sealed record DependencySetEntry(VersionManifest Version, int Depth, IReadOnlyList<VersionManifest> RequiredBy);

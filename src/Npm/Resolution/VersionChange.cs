using DepGraph.Npm.Packuments;

namespace DepGraph.Npm.Resolution;

/// <summary>One version of a package in the place of another.</summary>
/// <param name="From">The version before.</param>
/// <param name="To">Another version of the same package.</param>
public sealed record VersionChange(VersionManifest From, VersionManifest To);

namespace DepGraph.Npm.Packuments;

/// <summary>What one registry document says about a package.</summary>
/// <param name="Head">Versions, requirements and dist-tags.</param>
/// <param name="Details">What only the full document has; null when the abbreviated one was read.</param>
public sealed record Packument(PackageHead Head, PackageDetails? Details);

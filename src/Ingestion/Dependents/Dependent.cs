using DepGraph.Npm.Packuments;

namespace DepGraph.Ingestion.Dependents;

/// <summary>A version that depends on a package.</summary>
/// <param name="Version">The version.</param>
/// <param name="Requirement">How it declares that: kind, name and range.</param>
/// <param name="Depth">How many steps it is away, 1 for a direct dependent.</param>
public sealed record Dependent(VersionManifest Version, Requirement Requirement, int Depth)
{
    /// <summary>Its place among the dependents of a package.</summary>
    public DependentPlace Place =>
        new(Version.Name, Version.Version, Requirement.Kind, Requirement.Name) { Rank = Rank, Epoch = Epoch };

    /// <inheritdoc cref="DependentPlace.Rank"/>
    internal int Rank { get; init; }

    /// <inheritdoc cref="DependentPlace.Epoch"/>
    internal string? Epoch { get; init; }
}

using DepGraph.Npm.Packuments;

namespace DepGraph.Ingestion.Dependents;

/// <summary>
/// A place among the dependents of a package, whether or not one is there: by name of the depending package, then version in
/// semver order, then kind, then declared name. No two dependents have the same.
/// </summary>
/// <param name="Package">The depending package.</param>
/// <param name="Version">The depending version.</param>
/// <param name="Kind">How it declares the dependency.</param>
/// <param name="Name">The name it declares it under.</param>
public readonly record struct DependentPlace(string Package, string Version, DependencyKind Kind, string Name)
{
    /// <summary>How many dependents the depending package has itself, in the epoch; 0 in an order that does not go by that.</summary>
    public int Rank { get; init; }

    /// <summary>The epoch that the order goes by; null in one that does not.</summary>
    public string? Epoch { get; init; }
}

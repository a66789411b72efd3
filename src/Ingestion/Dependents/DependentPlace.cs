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
public readonly record struct DependentPlace(string Package, string Version, DependencyKind Kind, string Name);

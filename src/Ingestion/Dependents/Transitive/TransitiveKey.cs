using DepGraph.Npm.Packuments;

namespace DepGraph.Ingestion.Dependents.Transitive;

/// <summary>Whose transitive dependents.</summary>
/// <param name="Package">The package that is depended upon.</param>
/// <param name="Kinds">The kinds that are followed, at every step.</param>
/// <param name="Depth">How many steps are followed.</param>
internal readonly record struct TransitiveKey(string Package, DependencyKinds Kinds, int Depth);

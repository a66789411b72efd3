using DepGraph.Npm.Packuments;

namespace DepGraph.Storage;

/// <summary>All that the store holds about one package.</summary>
/// <param name="Record">The package; without a head when the registry did not know it.</param>
/// <param name="Details">What its full document says; null when that is not held.</param>
public readonly record struct PackageDocuments(PackageRecord Record, PackageDetails? Details);

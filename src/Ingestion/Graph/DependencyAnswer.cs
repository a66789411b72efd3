using DepGraph.Npm.Resolution;

namespace DepGraph.Ingestion.Graph;

/// <summary>What a requirement resolves to.</summary>
/// <param name="Resolution">State and picked version.</param>
/// <param name="Package">What is known of the package, with code and ingestion when it is pending or failed; null when the
/// requirement names no registry package.</param>
public readonly record struct DependencyAnswer(Resolution Resolution, PackageAnswer? Package);

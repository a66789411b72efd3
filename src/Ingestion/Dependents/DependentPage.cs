namespace DepGraph.Ingestion.Dependents;

/// <summary>A page of dependents.</summary>
/// <param name="Dependents">In the order of their places.</param>
/// <param name="TotalCount">How many there are in all.</param>
/// <param name="IsExact">Whether that counts all that is stored; otherwise the index is still taking in a great many changes.</param>
/// <param name="HasNext">Whether more follow.</param>
public sealed record DependentPage(IReadOnlyList<Dependent> Dependents, long TotalCount, bool IsExact, bool HasNext);

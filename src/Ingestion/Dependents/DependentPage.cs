namespace DepGraph.Ingestion.Dependents;

/// <summary>A page of dependents.</summary>
/// <param name="Dependents">In the order of their places.</param>
/// <param name="TotalCount">How many there are in all.</param>
/// <param name="IsExact">Whether that counts all that is stored; otherwise the index is still taking in a great many changes.</param>
/// <param name="HasNext">Whether more follow.</param>
public sealed record DependentPage(IReadOnlyList<Dependent> Dependents, long TotalCount, bool IsExact, bool HasNext)
{
    /// <summary>Names the state of a list of transitive dependents, which is kept for a while; null for direct ones.</summary>
    public string? Revision { get; init; }

    /// <summary>Where in that list each of them stands; empty for direct ones.</summary>
    public IReadOnlyList<int> Indexes { get; init; } = [];
}

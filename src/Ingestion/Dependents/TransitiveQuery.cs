using DepGraph.Npm.Packuments;

namespace DepGraph.Ingestion.Dependents;

/// <summary>Which page of whose transitive dependents is asked for: packages by distance, then name.</summary>
public sealed record TransitiveQuery
{
    /// <summary>The package that is depended upon.</summary>
    public required string Package { get; init; }

    /// <summary>The kinds of dependency that are followed, at every step.</summary>
    public DependencyKinds Kinds { get; init; } = DependencyKinds.All;

    /// <summary>How many steps are followed, 1 being direct dependents.</summary>
    public required int Depth { get; init; }

    /// <summary>The state of the list and the place in it that an earlier page named; null: from the first one on.</summary>
    public (string Revision, int Index)? After { get; init; }

    /// <summary>How many at most; 0: only the count is wanted, and no head is read.</summary>
    public required int First { get; init; }
}

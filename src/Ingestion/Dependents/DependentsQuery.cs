using DepGraph.Npm.Packuments;

namespace DepGraph.Ingestion.Dependents;

/// <summary>Which page of whose direct dependents is asked for.</summary>
public sealed record DependentsQuery
{
    /// <summary>The package that is depended upon.</summary>
    public required string Package { get; init; }

    /// <summary>Only dependencies of these kinds.</summary>
    public DependencyKinds Kinds { get; init; } = DependencyKinds.All;

    /// <summary>Only latest versions; otherwise all.</summary>
    public bool LatestOnly { get; init; } = true;

    /// <summary>Only those of depending packages with these names.</summary>
    public NameRanges Names { get; init; } = NameRanges.Everything;

    /// <summary>Only those whose range really gets this version of the package; null: all. For latest versions alone.</summary>
    public VersionManifest? ResolvingTo { get; init; }

    /// <summary>Their order.</summary>
    public DependentOrder Order { get; init; } = DependentOrder.ByName;

    /// <summary>What follows it is returned; null: from the first one on.</summary>
    public DependentPlace? After { get; init; }

    /// <summary>How many at most; 0: only the count is wanted, and no head is read.</summary>
    public required int First { get; init; }
}

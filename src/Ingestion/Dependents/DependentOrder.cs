namespace DepGraph.Ingestion.Dependents;

/// <summary>In which order dependents come.</summary>
public sealed record DependentOrder
{
    /// <summary>By name of the package, then version, kind and declared name, all ascending.</summary>
    public static DependentOrder ByName { get; } = new();

    /// <summary>
    /// Before all else by how many dependents the depending package has itself: true, the most first; false, the fewest first. Null:
    /// not at all. The numbers are those of an epoch, which holds for <see cref="IngestionOptions.CursorLifetime"/> at least.
    /// </summary>
    public bool? IsMostDependedUponFirst { get; init; }

    /// <summary>Whether names descend.</summary>
    public bool IsNameDescending { get; init; }

    /// <summary>Whether versions, kinds and declared names of one package descend.</summary>
    public bool IsVersionDescending { get; init; }

    /// <summary>Whether packages come just as the index has them.</summary>
    internal bool IsIndexOrder => IsMostDependedUponFirst is null && !IsNameDescending;
}

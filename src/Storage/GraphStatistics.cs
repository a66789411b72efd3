namespace DepGraph.Storage;

/// <summary>Figures about the graph, all of one snapshot.</summary>
public sealed record GraphStatistics
{
    /// <summary>Packages with a head (missing ones and mere dependency targets are not counted).</summary>
    public required long Packages { get; init; }

    /// <summary>Versions of those packages.</summary>
    public required long Versions { get; init; }

    /// <summary>Declared dependencies of those versions, of every kind.</summary>
    public required long Dependencies { get; init; }

    /// <summary>Names that the registry was found not to know.</summary>
    public required long MissingPackages { get; init; }

    /// <summary>Packages whose relationships are not all projected yet; 0 when the projection has caught up.</summary>
    public required long PendingPackages { get; init; }

    /// <summary>Sequence number of the newest commit.</summary>
    public required long LastSequence { get; init; }

    /// <summary>When the package confirmed longest ago was confirmed; null in an empty graph.</summary>
    public required DateTimeOffset? OldestFetch { get; init; }

    /// <summary>Ingestion jobs that wait to be started.</summary>
    public required int QueuedIngestions { get; init; }
}

namespace DepGraph.Storage.Neo4j.Heads;

/// <summary>
/// What a (:Head) node's <c>record</c> says: everything about a package but the packed head itself. It is one value, because Neo4j
/// shows a reader the parts of a transaction one after another: of several properties some could be of the former commit.
/// </summary>
internal sealed record StoredPackage
{
    /// <summary>Nothing is held.</summary>
    public static StoredPackage None { get; } = new() { State = PackageState.Named };

    public required PackageState State { get; init; }

    public long Sequence { get; init; }

    public long Revision { get; init; }

    public long Versions { get; init; }

    public long Dependencies { get; init; }

    /// <summary>The earliest moment when nothing is held.</summary>
    public DateTimeOffset FetchedAt { get; init; }

    public string? ETag { get; init; }

    public string? LastModified { get; init; }

    public DocumentAspect? Full { get; init; }

    /// <summary>The head's; null when there is none.</summary>
    public string? ContentHash { get; init; }

    /// <summary>The details'; null when there are none.</summary>
    public string? DetailsHash { get; init; }
}

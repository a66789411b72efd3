using DepGraph.Npm.Packuments;

namespace DepGraph.Storage.Neo4j.Heads;

/// <summary>
/// What a (:Head) node's <c>record</c> says: everything about a package but the packed head itself. It is one value, because Neo4j
/// shows a reader the parts of a transaction one after another: of several properties some could be of the former commit.
/// </summary>
internal sealed record StoredPackage
{
    /// <summary>Nothing is held.</summary>
    public static StoredPackage None { get; } = new() { State = PackageState.Named };

    /// <summary>What is to be stored of a package that some store holds like this.</summary>
    /// <param name="record">The package.</param>
    /// <param name="details">Null when they are not held, or the package has no head.</param>
    public static StoredPackage Of(PackageRecord record, PackageDetails? details) =>
        new()
        {
            State = record.Head is null ? PackageState.Missing : PackageState.Known,
            Sequence = record.Sequence,
            Revision = record.Revision,
            Versions = record.Head?.Count ?? 0,
            Dependencies = record.Head?.DependencyCount ?? 0,
            FetchedAt = record.FetchedAt,
            ETag = record.ETag,
            LastModified = record.LastModified,
            ContentHash = record.Head?.ContentHash,
            // Without its details the full document has to be fetched as a whole.
            Full = details is null ? null : record.Full,
            DetailsHash = details?.ContentHash,
        };

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

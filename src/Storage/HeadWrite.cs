using DepGraph.Npm.Packuments;

namespace DepGraph.Storage;

/// <summary>
/// One package of a commit: its state as the registry confirmed it at <see cref="FetchedAt"/>. The same shape serves a new
/// head, an unmodified one (same head, later time: only the times and tags change), a missing package (no head), a full
/// document and versions that were answered from after the head was committed. A write that is older than what is
/// stored is ignored, save for its answered versions when the head is the stored one.
/// </summary>
public sealed record HeadWrite
{
    public required string Name { get; init; }

    /// <summary>The head; null: the registry does not know the package.</summary>
    public required PackageHead? Head { get; init; }

    /// <summary>When the registry confirmed this.</summary>
    public required DateTimeOffset FetchedAt { get; init; }

    /// <summary>Entity tag of the abbreviated document, stored as given.</summary>
    public string? ETag { get; init; }

    /// <summary>Last-Modified of the abbreviated document, stored as given.</summary>
    public string? LastModified { get; init; }

    /// <summary>State of the full document; null leaves the stored one.</summary>
    public DocumentAspect? Full { get; init; }

    /// <summary>What the full document said; null leaves the stored details.</summary>
    public PackageDetails? Details { get; init; }

    /// <summary>
    /// Indexes into <see cref="Head"/> of versions that answers were given from: their relationships commit with the head.
    /// The latest version is always among them.
    /// </summary>
    public IReadOnlyCollection<int> Answered { get; init; } = [];
}

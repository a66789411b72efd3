using DepGraph.Npm.Packuments;

namespace DepGraph.Storage;

/// <summary>What the store holds about one package. Immutable.</summary>
public sealed record PackageRecord
{
    public required string Name { get; init; }

    /// <summary>The head; null: the registry did not know the package when it was asked.</summary>
    public required PackageHead? Head { get; init; }

    /// <summary>Entity tag of the abbreviated document, for a conditional request; null when there was none.</summary>
    public string? ETag { get; init; }

    /// <summary>The abbreviated document's Last-Modified as the registry spelled it; null when there was none.</summary>
    public string? LastModified { get; init; }

    /// <summary>When the registry last confirmed <see cref="Head"/> (or its absence), by either document.</summary>
    public required DateTimeOffset FetchedAt { get; init; }

    /// <summary>The full document's own state; null when it was never fetched.</summary>
    public DocumentAspect? Full { get; init; }

    /// <summary>Grows whenever <see cref="Head"/> changes; a pick is valid for one revision. 0 until committed.</summary>
    public long Revision { get; init; }

    /// <summary>Sequence number of the package's newest change, in its head or its details. 0 until committed.</summary>
    public long Sequence { get; init; }
}

namespace DepGraph.Storage;

/// <summary>A page of ingestion jobs.</summary>
public sealed record IngestionQuery
{
    /// <summary>States to keep; null or empty keeps all.</summary>
    public IReadOnlyCollection<IngestionState>? States { get; init; }

    /// <summary>Oldest request first; newest first otherwise.</summary>
    public bool Ascending { get; init; }

    /// <summary>The page starts behind this job in the asked order; null: at the beginning.</summary>
    public IngestionPosition? After { get; init; }

    /// <summary>At most this many, above 0.</summary>
    public required int Limit { get; init; }
}

/// <summary>A job's place in the order of <see cref="IngestionQuery"/>; it need not exist any more.</summary>
public readonly record struct IngestionPosition(DateTimeOffset RequestedAt, string Id);

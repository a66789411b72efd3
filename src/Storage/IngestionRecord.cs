namespace DepGraph.Storage;

/// <summary>One ingestion job as it is kept. Immutable.</summary>
public sealed record IngestionRecord
{
    /// <summary>Opaque and unique; any text.</summary>
    public required string Id { get; init; }

    /// <summary>What was asked for, as <c>name@spec</c>.</summary>
    public required string Spec { get; init; }

    public required IngestionState State { get; init; }

    public required DateTimeOffset RequestedAt { get; init; }

    /// <summary>Null until it starts.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>Null until it ends, in whatever way.</summary>
    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>Why it failed or stayed partial; null otherwise.</summary>
    public string? Error { get; init; }

    /// <summary>Packages it has fetched so far.</summary>
    public int PackagesFetched { get; init; }

    /// <summary>Packages it knows it still has to fetch.</summary>
    public int PackagesPending { get; init; }
}

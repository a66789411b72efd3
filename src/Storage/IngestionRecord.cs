namespace DepGraph.Storage;

/// <summary>
/// One ingestion job as it is kept. Immutable. What a request for it says is everything up to <see cref="RequestedAt"/>; the rest is
/// written by the queue (<see cref="IJobQueue"/>).
/// </summary>
public sealed record IngestionRecord
{
    /// <summary>Opaque and unique; any text.</summary>
    public required string Id { get; init; }

    /// <summary>What was asked for, as <c>name@spec</c>.</summary>
    public required string Spec { get; init; }

    public IngestionKind Kind { get; init; }

    /// <summary>Default <see cref="IngestionPriority.Asked"/>.</summary>
    public IngestionPriority Priority { get; init; } = IngestionPriority.Asked;

    /// <summary>What it is the only one of while it has not ended; null: there may be any number of its like.</summary>
    public string? Key { get; init; }

    /// <summary>Particulars for whoever does it; the store only keeps them. Null for none.</summary>
    public string? Payload { get; init; }

    /// <summary>
    /// Whether it can be looked up after its end. False: nobody was told its id, and it is gone when it has been finished.
    /// Default true.
    /// </summary>
    public bool IsKept { get; init; } = true;

    public required IngestionState State { get; init; }

    public required DateTimeOffset RequestedAt { get; init; }

    /// <summary>Null until it starts.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>Null until it ends, in whatever way.</summary>
    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>Why it failed or stayed partial, or why its last attempt broke while another is to come; null otherwise.</summary>
    public string? Error { get; init; }

    /// <summary>Packages it has fetched so far.</summary>
    public int PackagesFetched { get; init; }

    /// <summary>Packages it knows it still has to fetch.</summary>
    public int PackagesPending { get; init; }

    /// <summary>How often it was begun. One that was given back does not count.</summary>
    public int Attempts { get; init; }

    /// <summary>Before this it is not begun again; null: it may be begun at any time, or is not queued.</summary>
    public DateTimeOffset? NotBefore { get; init; }

    /// <summary>Who does it, or did it last; null before the first attempt.</summary>
    public string? Worker { get; init; }

    /// <summary>When that worker was last heard of, by the store's clock; null before the first attempt.</summary>
    public DateTimeOffset? HeartbeatAt { get; init; }
}

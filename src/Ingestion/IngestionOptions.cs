namespace DepGraph.Ingestion;

/// <summary>
/// How the graph is filled and kept fresh; section <c>Ingestion</c>. Durations are read as <c>hh:mm:ss</c>, as a number of
/// seconds (<c>300</c>), or with a unit (<c>90s</c>, <c>5m</c>, <c>6h</c>, <c>2d</c>); sizes are bytes or have a unit
/// (<c>64MiB</c>). A value that cannot be read, or lies outside its bounds, stops the start and is named.
/// </summary>
public sealed class IngestionOptions
{
    public const string SectionName = "Ingestion";

    internal const string InlineMode = "inline";

    internal const string QueueMode = "queue";

    /// <summary>
    /// Who fetches for this process's answers: <c>inline</c> (default), the process itself; <c>queue</c>, workers that share its store.
    /// A worker fetches whatever this says.
    /// </summary>
    public string Mode { get; set; } = InlineMode;

    /// <summary>
    /// Whether each operation asks the store first whether anything has changed, and so sees all that any process had stored when it
    /// began. Default false: what another process stores is seen within 250 ms.
    /// </summary>
    public bool ConsistentReads { get; set; }

    /// <summary>How long a job or a document is a worker's that is not heard of any more. Default 30 seconds.</summary>
    public TimeSpan LeaseDuration { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How often a job is begun that breaks, or that its workers do not survive, before it is parked as failed. Default 5.</summary>
    public int MaxAttempts { get; set; } = 5;

    /// <summary>What the jobs call this worker, with something random behind. Null (default): by machine and process.</summary>
    public string? WorkerName { get; set; }

    /// <summary>A file that a worker writes the time to while it gets its jobs, for the command <c>health</c>. Null (default): none.</summary>
    public string? HealthFile { get; set; }

    /// <summary>Seconds that an operation waits for missing parts when its client names no time of its own. Default 10; 0 never waits.</summary>
    public double WaitSeconds { get; set; } = 10;

    /// <summary>The most seconds that a client may ask an operation to wait. Default 60.</summary>
    public double MaxWaitSeconds { get; set; } = 60;

    /// <summary>The age from which a package head is revalidated behind the answer. Default 5 minutes.</summary>
    public TimeSpan Freshness { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>How long a package that the registry does not know counts as missing without being asked for again. Default 1 minute.</summary>
    public TimeSpan NegativeFreshness { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>How long a failed fetch is answered with that failure before it is tried again. Default 5 seconds.</summary>
    public TimeSpan FailureFreshness { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>The age from which the background service revalidates a known package. Default 6 hours; 0 turns the service off.</summary>
    public TimeSpan RefreshInterval { get; set; } = TimeSpan.FromHours(6);

    /// <summary>The most requests a second that the background service makes. Default 5.</summary>
    public double RefreshRate { get; set; } = 5;

    /// <summary>Registry requests in flight at once. Default 64.</summary>
    public int Concurrency { get; set; } = 64;

    /// <summary>Asked-for ingestions that run at once; the others are queued. Default 4.</summary>
    public int JobConcurrency { get; set; } = 4;

    /// <summary>Bytes of package heads kept in memory. Default 64 MiB.</summary>
    public long HeadCacheBytes { get; set; } = 64L << 20;

    /// <summary>Bytes of what only full documents say, kept in memory. Default 16 MiB.</summary>
    public long DetailsCacheBytes { get; set; } = 16L << 20;

    /// <summary>Bytes of finished dependency sets and trees kept in memory. Default 32 MiB.</summary>
    public long SetCacheBytes { get; set; } = 32L << 20;

    /// <summary>
    /// Bytes that the index of dependents may take, for moments twice that; some 40 bytes a package and 16 for each package
    /// that it depends on: 3 million packages of a graph like npm's take 359 MiB. A graph beyond it has no dependents. Default 512 MiB.
    /// </summary>
    public long DependentsIndexBytes { get; set; } = 512L << 20;

    /// <summary>Bytes of heads that may wait for their commit; beyond it fetching slows down to the store's pace. Default 64 MiB.</summary>
    public long CommitQueueBytes { get; set; } = 64L << 20;

    /// <summary>The longest a fetched head waits for others before it is committed with them. Default 200 ms, at most 1 s.</summary>
    public TimeSpan CommitInterval { get; set; } = TimeSpan.FromMilliseconds(200);

    /// <summary>How long a dependency set is kept for the cursors that were given out for it. Default 10 minutes.</summary>
    public TimeSpan CursorLifetime { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>How long finished ingestions can be looked up. Default 7 days.</summary>
    public TimeSpan FinishedLifetime { get; set; } = TimeSpan.FromDays(7);
}

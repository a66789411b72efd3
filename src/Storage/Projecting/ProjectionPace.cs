namespace DepGraph.Storage.Projecting;

/// <summary>How hard the projection works.</summary>
internal sealed record ProjectionPace
{
    /// <summary>Rows after which a transaction ends at the next version: some 20 ms of the writer's time.</summary>
    public int RowsPerTransaction { get; init; } = 5000;

    /// <summary>Pause after each transaction, as a multiple of its duration.</summary>
    public double PauseFactor { get; init; } = 3;

    /// <summary>The writer counts as quiet when the last head commit is this long past.</summary>
    public TimeSpan Quiet { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>While commits keep coming, one transaction is still run this often.</summary>
    public TimeSpan LongestWait { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How often work is looked for without being told of any: another process may have committed.</summary>
    public TimeSpan IdlePoll { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Pause after a failure, for example a full disk.</summary>
    public TimeSpan FailurePause { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// Where several processes project one graph: how long a package is left to a process that has said nothing more of it.
    /// </summary>
    public TimeSpan ClaimDuration { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>Nothing is projected by this process (<see cref="StoreOptions.Projects"/>).</summary>
    public bool IsSuspended { get; init; }

    /// <summary>The same for a process with these settings.</summary>
    public ProjectionPace For(StoreOptions options) => options.Projects ? this : this with { IsSuspended = true };
}

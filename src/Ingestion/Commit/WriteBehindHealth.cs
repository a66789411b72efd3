namespace DepGraph.Ingestion.Commit;

/// <summary>How the writing of fetched heads goes.</summary>
/// <param name="IsHealthy">The last commit succeeded, or none was needed yet.</param>
/// <param name="PendingPackages">Packages that wait for their commit.</param>
/// <param name="PendingBytes">Their size in memory.</param>
/// <param name="LastError">Why the last commit failed; null when healthy.</param>
/// <param name="FailingSince">When commits began to fail; null when healthy.</param>
public sealed record WriteBehindHealth(
    bool IsHealthy,
    int PendingPackages,
    long PendingBytes,
    string? LastError,
    DateTimeOffset? FailingSince
);

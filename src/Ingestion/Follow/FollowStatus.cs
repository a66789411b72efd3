using DepGraph.Ingestion.Graph;

namespace DepGraph.Ingestion.Follow;

/// <summary>How the following of a feed goes. Written by one task, read by any.</summary>
public sealed class FollowStatus
{
    private readonly TimeProvider time;
    private readonly Lock gate = new();
    private readonly DateTimeOffset started;
    private DateTimeOffset? caughtUpAt;
    private DateTimeOffset? failingSince;
    private string? problem;
    private long changes;
    private long refreshed;
    private int owed;

    internal FollowStatus(TimeProvider time, IngestionMetrics metrics)
    {
        this.time = time;
        started = time.GetUtcNow();
        metrics.Observe(
            "depgraph.follow.lag",
            "s",
            "How long ago the graph had all changes of the followed feed.",
            () => (long)Lag.TotalSeconds
        );
        metrics.Observe("depgraph.follow.changes", "{change}", "Changes that the followed feed told.", () => Changes);
        metrics.Observe(
            "depgraph.follow.refreshed",
            "{package}",
            "Packages that were asked for because they changed.",
            () => Refreshed
        );
        metrics.Observe(
            "depgraph.follow.owed",
            "{package}",
            "Packages that changed and could not be had so far.",
            () => Volatile.Read(ref owed)
        );
    }

    /// <summary>Changes that the feed told since the start, duplicates included.</summary>
    public long Changes => Volatile.Read(ref changes);

    /// <summary>Packages that were asked for because of that.</summary>
    public long Refreshed => Volatile.Read(ref refreshed);

    /// <summary>How long ago the feed was at its end and all of it in the graph; since the start when it never was.</summary>
    public TimeSpan Lag
    {
        get
        {
            lock (gate)
            {
                return time.GetUtcNow() - (caughtUpAt ?? started);
            }
        }
    }

    /// <summary>What is wrong, and since when, in one line; null when nothing is.</summary>
    public string? Problem
    {
        get
        {
            lock (gate)
            {
                return problem is null ? null : $"failing since {failingSince:u}: {problem}";
            }
        }
    }

    internal void CountChanges(int count) => Interlocked.Add(ref changes, count);

    internal void CountRefreshed() => Interlocked.Increment(ref refreshed);

    /// <summary>A page is in the store.</summary>
    /// <param name="isAtEnd">Nothing was behind it.</param>
    /// <param name="owedPackages">What could not be had.</param>
    internal void Succeed(bool isAtEnd, int owedPackages)
    {
        Volatile.Write(ref owed, owedPackages);
        lock (gate)
        {
            problem = null;
            failingSince = null;
            caughtUpAt = isAtEnd && owedPackages == 0 ? time.GetUtcNow() : caughtUpAt;
        }
    }

    /// <summary>Another process follows.</summary>
    internal void StandBy()
    {
        Volatile.Write(ref owed, 0);
        lock (gate)
        {
            problem = null;
            failingSince = null;
            caughtUpAt = time.GetUtcNow();
        }
    }

    internal void Fail(string message)
    {
        lock (gate)
        {
            problem = message;
            failingSince ??= time.GetUtcNow();
        }
    }
}

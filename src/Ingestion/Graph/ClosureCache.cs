using System.Collections.Concurrent;
using DepGraph.Ingestion.Caching;
using DepGraph.Npm.Packuments;
using DepGraph.Npm.Resolution;
using Microsoft.Extensions.Options;

namespace DepGraph.Ingestion.Graph;

/// <summary>
/// Resolved closures by root, kinds and depth, bounded in bytes, and the walks that are under way. A closure is valid while
/// every head that it was resolved with is the current one: as long as the head cache's epoch stands still that is one
/// comparison, otherwise the heads are compared. Closures with missing or failed heads are never kept.
/// </summary>
internal sealed class ClosureCache
{
    private static readonly long RecheckTicks = TimeSpan.FromSeconds(1).Ticks;

    private readonly LruCache<ClosureKey, ClosureEntry> closures;
    private readonly ConcurrentDictionary<ClosureKey, ClosureWalk> walks = new();
    private readonly Lock starting = new();
    private readonly HeadCache heads;
    private readonly HeadLoader loader;
    private readonly AnsweredVersions answered;
    private readonly TimeProvider time;
    private readonly IngestionMetrics metrics;

    public ClosureCache(
        HeadCache heads,
        HeadLoader loader,
        DetailsLoader details,
        AnsweredVersions answered,
        IOptions<IngestionOptions> options,
        TimeProvider time,
        IngestionMetrics metrics
    )
    {
        (this.heads, this.loader, this.answered) = (heads, loader, answered);
        (this.time, this.metrics) = (time, metrics);
        closures = new(options.Value.SetCacheBytes, static key => new ClosureEntry(key));
        heads.Entries.BeforeTrim += TouchHeads;
        heads.Entries.AfterTrim += _ => DropInvalid();
        details.Trimmed += ForgetRollUps;
        metrics.Observe(
            "depgraph.closures.cached.bytes",
            "By",
            "Size of the resolved closures in memory.",
            () => closures.Bytes
        );
        metrics.Observe(
            "depgraph.closures.walking",
            "{closure}",
            "Closures whose heads are being fetched.",
            () => walks.Count
        );
    }

    /// <summary>The kept closure of that root, if it is still valid. Its stale heads are revalidated behind.</summary>
    public Closure? TryGet(in ClosureKey key, VersionManifest root, long now, long stamp)
    {
        if (
            closures.Find(key) is not { } entry
            || entry.Closure is not { } closure
            || !ReferenceEquals(closure.Root.Head, root.Head)
        )
        {
            return null;
        }

        var epoch = heads.Epoch;
        if ((entry.ValidatedEpoch != epoch || now >= entry.NextCheck) && !Validate(entry, closure, epoch, now))
        {
            closures.TryRemove(entry);
            return null;
        }

        entry.LastUsed = stamp;
        return closure;
    }

    /// <summary>Joins the walk of that closure, or starts it.</summary>
    public ClosureWalk Walk(in ClosureKey key, VersionManifest root, long stamp, PackageAnswer? rootAnswer)
    {
        ClosureWalk walk;
        lock (starting)
        {
            if (Running(key, root) is { } running)
            {
                return running;
            }

            walk = Add(key, root, stamp, rootAnswer);
        }

        _ = WalkAsync(walk);
        return walk;
    }

    /// <summary>The closure that was kept since <see cref="TryGet"/> had none; otherwise null, and its walk.</summary>
    public Closure? GetOrWalk(
        in ClosureKey key,
        VersionManifest root,
        long now,
        long stamp,
        PackageAnswer? rootAnswer,
        out ClosureWalk? walk
    )
    {
        lock (starting)
        {
            // In this order: a closure is kept before its walk is gone.
            walk = Running(key, root);
            if (walk is not null)
            {
                return null;
            }

            if (TryGet(key, root, now, stamp) is { } kept)
            {
                return kept;
            }

            walk = Add(key, root, stamp, rootAnswer);
        }

        _ = WalkAsync(walk);
        return null;
    }

    private ClosureWalk? Running(in ClosureKey key, VersionManifest root) =>
        walks.TryGetValue(key, out var running) && ReferenceEquals(running.Root.Head, root.Head) ? running : null;

    /// <summary>Of two states of the root's package both are walked, the later one for all who come after.</summary>
    private ClosureWalk Add(in ClosureKey key, VersionManifest root, long stamp, PackageAnswer? rootAnswer) =>
        walks[key] = new ClosureWalk(key, root, loader, time, stamp, rootAnswer, pinned: null, End);

    private async Task WalkAsync(ClosureWalk walk)
    {
        var started = time.GetTimestamp();
        walk.Start();
        await walk.Completion;
        metrics.ClosureDuration.Record(time.GetElapsedTime(started).TotalMilliseconds);
        answered.Mark(walk.Versions());
    }

    /// <summary>The closure is kept before the walk is gone, so that nobody walks it again.</summary>
    private void End(ClosureWalk walk)
    {
        var closure = walk.ToClosure();
        if (!closure.IsPending && !closure.HasFailures)
        {
            Keep(closure);
        }

        walks.TryRemove(KeyValuePair.Create(walk.Key, walk));
    }

    private void Keep(Closure closure)
    {
        closure.Grown = Recharge;
        while (true)
        {
            var entry = closures.GetOrAdd(closure.Key);
            lock (entry.Gate)
            {
                if (entry.IsRemoved)
                {
                    continue;
                }

                entry.Closure = closure;
                entry.ValidatedEpoch = -1;
                entry.LastUsed = heads.Entries.NextStamp();
                closures.Charge(entry, closure.Size);
            }

            return;
        }
    }

    private void Recharge(Closure closure)
    {
        if (closures.Find(closure.Key) is { } entry)
        {
            lock (entry.Gate)
            {
                if (!entry.IsRemoved && ReferenceEquals(entry.Closure, closure))
                {
                    closures.Charge(entry, closure.Size);
                }
            }
        }
    }

    /// <summary>Compares every head with the current one, and starts the revalidation of stale ones.</summary>
    private bool Validate(ClosureEntry entry, Closure closure, long epoch, long now)
    {
        var nextCheck = long.MaxValue;
        foreach (var (name, answer) in closure.Heads.Answers)
        {
            if (answer.Record is null)
            {
                continue;
            }

            if (
                heads.Entries.Find(name) is not { Content: { } current } head
                || !ReferenceEquals(current.Head, answer.Head)
            )
            {
                return false;
            }

            if (now < current.StaleAt)
            {
                nextCheck = Math.Min(nextCheck, current.StaleAt);
            }
            else if (current.Head is null)
            {
                return false;
            }
            else
            {
                loader.RevalidateBehind(head, now);
                nextCheck = Math.Min(nextCheck, now + RecheckTicks);
            }
        }

        entry.NextCheck = nextCheck;
        entry.ValidatedEpoch = epoch;
        return true;
    }

    /// <summary>A closure in use keeps its heads in use, although nobody looks them up.</summary>
    private void TouchHeads()
    {
        foreach (var entry in closures.Entries)
        {
            foreach (var (name, _) in entry.Closure?.Heads.Answers ?? [])
            {
                if (heads.Entries.Find(name) is { } head && head.LastUsed < entry.LastUsed)
                {
                    head.LastUsed = entry.LastUsed;
                }
            }
        }
    }

    /// <summary>They would keep evicted documents in memory, uncounted.</summary>
    private void ForgetRollUps()
    {
        foreach (var entry in closures.Entries)
        {
            if (entry.Closure is { RollUps: not null } closure)
            {
                closure.RollUps = null;
            }
        }
    }

    /// <summary>A closure would keep evicted and replaced heads in memory, uncounted.</summary>
    private void DropInvalid()
    {
        foreach (var entry in closures.Entries)
        {
            if (
                entry.Closure is { } closure
                && closure.Heads.Answers.Any(pair =>
                    pair.Value.Record is not null
                    && !(
                        heads.Entries.Find(pair.Key) is { Content: { } current }
                        && ReferenceEquals(current.Head, pair.Value.Head)
                    )
                )
            )
            {
                closures.TryRemove(entry);
            }
        }
    }
}

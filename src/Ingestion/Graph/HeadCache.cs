using DepGraph.Ingestion.Caching;
using DepGraph.Storage;
using Microsoft.Extensions.Options;

namespace DepGraph.Ingestion.Graph;

/// <summary>Package heads in memory, with an epoch that tells whether any of them has been replaced.</summary>
internal sealed class HeadCache : IDisposable
{
    private static readonly TimeSpan RecountInterval = TimeSpan.FromSeconds(10);

    private readonly ITimer recount;
    private long epoch;
    private long changes;

    public HeadCache(IOptions<IngestionOptions> options, TimeProvider time, IngestionMetrics metrics)
    {
        Entries = new(options.Value.HeadCacheBytes, static name => new HeadEntry(name));
        Entries.AfterTrim += count => metrics.HeadsEvicted.Add(count);
        metrics.Observe("depgraph.heads.cached", "{package}", "Package heads in memory.", () => Entries.Count);
        metrics.Observe("depgraph.heads.cached.bytes", "By", "Size of the heads in memory.", () => Entries.Bytes);
        recount = time.CreateTimer(_ => Recount(), null, RecountInterval, RecountInterval);
    }

    public LruCache<string, HeadEntry> Entries { get; }

    /// <summary>
    /// Changes whenever the content of a package in memory is replaced by another one. As long as it stands still,
    /// everything read from here belongs to one state. First loads and evictions do not move it.
    /// </summary>
    public long Epoch => Volatile.Read(ref epoch);

    /// <summary>Moves before what others have changed leaves memory: what was read of the store until then may be older.</summary>
    public long Changes => Volatile.Read(ref changes);

    /// <summary>Replaces an entry's content. The caller holds the entry's gate and the entry is not removed.</summary>
    public void Publish(HeadEntry entry, PackageAnswer answer)
    {
        var isChange = entry.Content is { } before && !ReferenceEquals(before.Head, answer.Head);
        if (isChange)
        {
            // Moved before and after: a reader that meets the new content meets a new epoch, and whoever compares heads in
            // between cannot take the old ones for those of the final epoch.
            Interlocked.Increment(ref epoch);
        }

        entry.SetContent(answer);
        if (isChange)
        {
            Interlocked.Increment(ref epoch);
        }

        Entries.Charge(entry, entry.Size);
    }

    /// <summary>Notes a failed fetch; the content stays. The caller holds the entry's gate and the entry is not removed.</summary>
    public void PublishFailure(HeadEntry entry, PackageAnswer failure)
    {
        entry.SetFailure(failure);
        Entries.Charge(entry, entry.Size);
    }

    /// <summary>Notes what numbers the store has given to what was written; the content stays the same.</summary>
    public static void NoteCommit(HeadEntry entry, HeadWrite write, HeadCommit commit)
    {
        lock (entry.Gate)
        {
            if (
                !entry.IsRemoved
                && commit.Outcome != HeadCommitOutcome.Superseded
                && entry.Content is { Record: { } record } content
                && ReferenceEquals(record.Head, write.Head)
            )
            {
                var isOwn = commit.Outcome == HeadCommitOutcome.Changed;
                entry.Renumber(
                    content.With(
                        record with
                        {
                            Revision = commit.Revision,
                            Sequence = isOwn ? commit.Sequence : record.Sequence,
                        }
                    )
                );
            }
        }
    }

    public void Dispose() => recount.Dispose();

    /// <summary>The store has changes that memory does not follow yet.</summary>
    public void NoteChanges() => Interlocked.Increment(ref changes);

    /// <summary>Drops an entry whose content is known to be out of date; the next reader loads it anew.</summary>
    public void Forget(HeadEntry entry)
    {
        Interlocked.Increment(ref epoch);
        Entries.TryRemove(entry);
        Interlocked.Increment(ref epoch);
    }

    /// <summary>Heads grow while they are used: what they hold is unpacked on demand.</summary>
    private void Recount()
    {
        foreach (var entry in Entries.Entries)
        {
            lock (entry.Gate)
            {
                if (!entry.IsRemoved && entry.Bytes > 0)
                {
                    Entries.Charge(entry, entry.Size);
                }
            }
        }
    }
}

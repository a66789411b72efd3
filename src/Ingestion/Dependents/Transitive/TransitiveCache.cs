using DepGraph.Ingestion.Caching;
using DepGraph.Ingestion.Dependents.Index;
using Microsoft.Extensions.Options;

namespace DepGraph.Ingestion.Dependents.Transitive;

/// <summary>
/// Searches once for all who ask the same at a time, and keeps what was found as long as nothing has changed, or for a moment: a busy
/// graph changes all the time.
/// </summary>
internal sealed class TransitiveCache(IOptions<IngestionOptions> options, TimeProvider time)
{
    /// <summary>The part of the index's memory that it may take.</summary>
    private const int PartOfIndex = 16;

    private static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(5);

    private readonly LruCache<TransitiveKey, Entry> kept = new(
        options.Value.DependentsIndexBytes / PartOfIndex,
        static key => new Entry(key)
    );

    /// <summary>A search takes a processor for itself, and memory for every package: half the processors are left to the others.</summary>
    private readonly TaskScheduler scheduler = new ConcurrentExclusiveSchedulerPair(
        TaskScheduler.Default,
        Math.Max(1, Environment.ProcessorCount / 2)
    ).ConcurrentScheduler;

    public Task<TransitiveDependents> GetAsync(TransitiveKey key, DependentsState state, bool isCurrent)
    {
        while (true)
        {
            var entry = kept.GetOrAdd(key);
            lock (entry.Gate)
            {
                if (entry.IsRemoved)
                {
                    continue;
                }

                entry.LastUsed = kept.NextStamp();
                if (entry.Search is not { } search || search.IsFaulted || !IsFresh(entry, state))
                {
                    (entry.StateId, entry.Version, entry.Made) = (state.Id, state.Version, time.GetTimestamp());
                    entry.Search = search = Task.Factory.StartNew(
                        () => Search(entry, state, isCurrent),
                        CancellationToken.None,
                        TaskCreationOptions.DenyChildAttach,
                        scheduler
                    );
                }

                return search;
            }
        }
    }

    private bool IsFresh(Entry entry, DependentsState state) =>
        (entry.StateId == state.Id && entry.Version == state.Version) || time.GetElapsedTime(entry.Made) < Lifetime;

    private TransitiveDependents Search(Entry entry, DependentsState state, bool isCurrent)
    {
        var found = TransitiveWalk.Run(state, entry.Key, isCurrent);
        lock (entry.Gate)
        {
            if (!entry.IsRemoved)
            {
                kept.Charge(entry, found.Bytes);
            }
        }

        return found;
    }

    private sealed class Entry(TransitiveKey key) : CacheEntry<TransitiveKey>(key)
    {
        public long StateId { get; set; }

        public long Version { get; set; }

        public long Made { get; set; }

        public Task<TransitiveDependents>? Search { get; set; }

        public override bool IsPinned => Search is { IsCompleted: false };

        protected override void Clear() => Search = null;
    }
}

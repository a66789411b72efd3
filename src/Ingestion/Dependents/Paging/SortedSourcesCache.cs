using DepGraph.Ingestion.Caching;
using DepGraph.Ingestion.Dependents.Index;
using DepGraph.Npm.Packuments;
using Microsoft.Extensions.Options;

namespace DepGraph.Ingestion.Dependents.Paging;

/// <summary>
/// Keeps what sorting a long list has given, so that a page in another order costs no more than one by name. It is used for a moment
/// although the list may change, else a busy graph would sort its hubs again and again.
/// </summary>
internal sealed class SortedSourcesCache(IOptions<IngestionOptions> options, TimeProvider time)
{
    /// <summary>Shorter lists are sorted in no time.</summary>
    private const int LongestUnkept = 512;

    /// <summary>Longer texts of names would take more room than is reckoned for a key, and hardly come twice.</summary>
    private const int LongestNames = 1_000;

    /// <summary>The part of the index's memory that it may take.</summary>
    private const int PartOfIndex = 16;

    private static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(30);

    private readonly LruCache<Key, Entry> kept = new(
        options.Value.DependentsIndexBytes / PartOfIndex,
        static key => new Entry(key)
    );

    public SortedSources Get(
        DependentsQuery query,
        DependentsState state,
        DependentList list,
        EdgeFilter filter,
        RankEpoch? epoch
    )
    {
        var order = query.Order;
        var names = query.Names.ToString();
        if (list.EntryCount <= LongestUnkept || filter.Ranges is not null || names.Length > LongestNames)
        {
            return SortedSources.Of(list, filter, order, epoch);
        }

        var key = new Key(
            query.Package,
            names,
            filter.Kinds,
            filter.LatestOnly,
            order.IsMostDependedUponFirst,
            order.IsNameDescending,
            epoch?.Id
        );
        if (kept.Find(key) is { Content: { } content } found && content.StateId == state.Id)
        {
            found.LastUsed = kept.NextStamp();
            if (time.GetElapsedTime(content.Made) < Lifetime)
            {
                return content.Sorted;
            }
        }

        var sorted = SortedSources.Of(list, filter, order, epoch);
        Keep(key, new Content(state.Id, time.GetTimestamp(), sorted));
        return sorted;
    }

    private void Keep(Key key, Content content)
    {
        var entry = kept.GetOrAdd(key);
        lock (entry.Gate)
        {
            if (!entry.IsRemoved)
            {
                entry.Content = content;
                entry.LastUsed = kept.NextStamp();
                kept.Charge(entry, content.Sorted.Bytes);
            }
        }
    }

    /// <param name="StateId">Whose numbers the packages have.</param>
    /// <param name="Made">When it was sorted, in ticks of the clock.</param>
    /// <param name="Sorted">The packages.</param>
    private sealed record Content(long StateId, long Made, SortedSources Sorted);

    private readonly record struct Key(
        string Package,
        string Names,
        DependencyKinds Kinds,
        bool LatestOnly,
        bool? IsMostDependedUponFirst,
        bool IsNameDescending,
        string? Epoch
    );

    private sealed class Entry(Key key) : CacheEntry<Key>(key)
    {
        private volatile Content? content;

        public Content? Content
        {
            get => content;
            set => content = value;
        }

        public override bool IsPinned => false;

        protected override void Clear() => content = null;
    }
}

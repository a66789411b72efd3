using DepGraph.Ingestion.Caching;
using DepGraph.Ingestion.Dependents.Index;
using DepGraph.Npm.Packuments;
using Microsoft.Extensions.Options;

namespace DepGraph.Ingestion.Dependents.Paging;

/// <summary>
/// Keeps what sorting the entries of a long list has given, so that a page in another order costs no more than one by name. They stay
/// the same until a list's changes are merged, so that a busy graph sorts its hubs seldom and still sees each change at once.
/// </summary>
/// <param name="options">The settings.</param>
/// <param name="longestUnkept">Lists of so many entries at most are sorted in no time.</param>
internal sealed class SortedListCache(IOptions<IngestionOptions> options, int longestUnkept = 512)
{
    /// <summary>The part of the index's memory that it may take.</summary>
    private const int PartOfIndex = 16;

    private readonly LruCache<Key, Entry> kept = new(
        options.Value.DependentsIndexBytes / PartOfIndex,
        static key => new Entry(key)
    );

    /// <param name="package">Whose list.</param>
    /// <param name="list">The list; of several ranges of names it is a copy, for which nothing is kept.</param>
    /// <param name="filter">Which edges of it are meant.</param>
    /// <param name="order">The order.</param>
    /// <param name="epoch">What the order goes by; null when it does not.</param>
    /// <param name="names">Which names the list was narrowed down to; null: all.</param>
    public SortedList Get(
        string package,
        DependentList list,
        EdgeFilter filter,
        DependentOrder order,
        RankEpoch? epoch,
        NameRanges? names = null
    ) =>
        SortedList.Of(
            list,
            list.EntryCount <= longestUnkept || filter.Ranges is not null || names?.Ranges.Length > 1
                ? SortedSources.Of(list.WithoutChanges(), filter, order, epoch)
                : EntriesOf(package, list, filter, order, epoch, names?.ToString()),
            filter,
            order,
            epoch
        );

    private SortedSources EntriesOf(
        string package,
        DependentList list,
        EdgeFilter filter,
        DependentOrder order,
        RankEpoch? epoch,
        string? names
    )
    {
        var key = new Key(
            package,
            names,
            filter.Kinds,
            filter.LatestOnly,
            order.IsMostDependedUponFirst,
            order.IsNameDescending,
            epoch?.Id
        );
        if (kept.Find(key) is { Content: { } content } found && content.EntriesId == list.EntriesId)
        {
            found.LastUsed = kept.NextStamp();
            return content.Sorted;
        }

        var sorted = SortedSources.Of(list.WithoutChanges(), filter, order, epoch);
        Keep(key, new Content(list.EntriesId, sorted));
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

    /// <param name="EntriesId">Which entries were sorted.</param>
    /// <param name="Sorted">Their packages.</param>
    private sealed record Content((long Columns, int Start) EntriesId, SortedSources Sorted);

    private readonly record struct Key(
        string Package,
        string? Names,
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

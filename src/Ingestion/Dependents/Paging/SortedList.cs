using DepGraph.Ingestion.Dependents.Index;

namespace DepGraph.Ingestion.Dependents.Paging;

/// <summary>
/// The depending packages of a list in some order, at one moment: those of its entries, which sorting once is enough for, and the few
/// that have changed since.
/// </summary>
/// <param name="Entries">What the entries say.</param>
/// <param name="Changes">What the changes say.</param>
/// <param name="Changed">The packages of which the entries hold no longer.</param>
internal sealed record SortedList(SortedSources Entries, SortedSources Changes, IReadOnlySet<int> Changed)
{
    /// <param name="list">Which list.</param>
    /// <param name="entries">Its entries, sorted.</param>
    /// <param name="filter">Only packages with an edge that it admits.</param>
    /// <param name="order">The order.</param>
    /// <param name="epoch">What it goes by; null when it does not.</param>
    public static SortedList Of(
        DependentList list,
        SortedSources entries,
        EdgeFilter filter,
        DependentOrder order,
        RankEpoch? epoch
    )
    {
        if (list.Changes.IsEmpty)
        {
            return new SortedList(entries, SortedSources.None, new HashSet<int>());
        }

        var changed = new HashSet<int>(list.Changes.Length);
        foreach (var change in list.Changes)
        {
            changed.Add(change.Source);
        }

        return new SortedList(entries, SortedSources.Of(list.OfChanges(), filter, order, epoch), changed);
    }
}

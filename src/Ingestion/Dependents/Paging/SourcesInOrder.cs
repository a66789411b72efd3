using DepGraph.Ingestion.Dependents.Index;

namespace DepGraph.Ingestion.Dependents.Paging;

/// <summary>In another order than the index has: what was sorted before and what has changed since, merged as far as a page goes.</summary>
internal sealed class SourcesInOrder : DependentSources
{
    private readonly SortedList sorted;
    private readonly PackageNames names;
    private int entry;
    private int change;

    public SourcesInOrder(SortedList sorted, PackageNames names, DependentPlace? after)
        : base(after?.Package)
    {
        (this.sorted, this.names) = (sorted, names);
        if (after is { } place)
        {
            (entry, change) = (sorted.Entries.Find(place, names), sorted.Changes.Find(place, names));
        }

        PassOverChanged();
    }

    public override bool HasMore => entry < sorted.Entries.Count || change < sorted.Changes.Count;

    protected override (DependentSource Source, int Dependents) Current
    {
        get
        {
            var (list, at) = IsChangeNext ? (sorted.Changes, change) : (sorted.Entries, entry);
            return (new DependentSource(names.TextOf(list.PackageAt(at)), list.RankAt(at)), list.DependentsAt(at));
        }
    }

    private bool IsChangeNext =>
        change < sorted.Changes.Count
        && (entry == sorted.Entries.Count || sorted.Entries.Compare(entry, sorted.Changes, change, names) > 0);

    protected override void Advance()
    {
        if (IsChangeNext)
        {
            change++;
            return;
        }

        entry++;
        PassOverChanged();
    }

    private void PassOverChanged()
    {
        while (entry < sorted.Entries.Count && sorted.Changed.Contains(sorted.Entries.PackageAt(entry)))
        {
            entry++;
        }
    }
}

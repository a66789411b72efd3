using DepGraph.Ingestion.Dependents.Index;

namespace DepGraph.Ingestion.Dependents.Paging;

/// <summary>In another order than the index has: from a list that was sorted before.</summary>
internal sealed class SourcesInOrder : DependentSources
{
    private readonly SortedSources sorted;
    private readonly PackageNames names;
    private int at;

    public SourcesInOrder(SortedSources sorted, PackageNames names, DependentPlace? after)
        : base(after?.Package)
    {
        (this.sorted, this.names) = (sorted, names);
        at = after is { } place ? sorted.Find(place, names) : 0;
    }

    public override bool HasMore => at < sorted.Count;

    protected override (DependentSource Source, int Dependents) Current =>
        (new DependentSource(names.TextOf(sorted.PackageAt(at)), sorted.RankAt(at)), sorted.DependentsAt(at));

    protected override void Advance() => at++;
}

using System.Text;
using DepGraph.Ingestion.Dependents.Index;

namespace DepGraph.Ingestion.Dependents.Paging;

/// <summary>By name, as the index has them: nothing is looked at but what the page needs.</summary>
internal sealed class SourcesByName : DependentSources
{
    private readonly PackageNames names;
    private SourceReader reader;
    private bool hasMore;

    public SourcesByName(DependentList list, EdgeFilter filter, PackageNames names, DependentPlace? after)
        : base(after?.Package)
    {
        this.names = names;
        reader = after is { } place
            ? new SourceReader(list, filter, Encoding.UTF8.GetBytes(place.Package), names)
            : new SourceReader(list, filter);
        Advance();
    }

    public override bool HasMore => hasMore;

    protected override (DependentSource Source, int Dependents) Current =>
        (new DependentSource(names.TextOf(reader.Current), 0), reader.Dependents);

    protected override void Advance() => hasMore = reader.MoveNext();
}

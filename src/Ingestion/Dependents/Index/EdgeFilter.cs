using DepGraph.Npm.Packuments;

namespace DepGraph.Ingestion.Dependents.Index;

/// <summary>Which edges are meant: those of some kinds, of latest versions or of any.</summary>
internal readonly struct EdgeFilter
{
    /// <summary>A bit for each value of what <see cref="EdgeUse.FilterMask"/> lets through.</summary>
    private readonly uint admitted;

    /// <param name="kinds">Only edges of these kinds.</param>
    /// <param name="latestOnly">Only edges of latest versions.</param>
    /// <param name="ranges">Only edges whose range passes; null: any. For latest versions alone: of others the index knows none.</param>
    public EdgeFilter(DependencyKinds kinds, bool latestOnly, RangeTest? ranges = null)
    {
        (Kinds, LatestOnly, Ranges) = (kinds, latestOnly, ranges);
        for (var kind = DependencyKind.Prod; kind <= DependencyKind.PeerOptional; kind++)
        {
            if (kinds.Includes(kind))
            {
                admitted |= Bit(kind, isOfLatest: true) | (latestOnly ? 0 : Bit(kind, isOfLatest: false));
            }
        }
    }

    public DependencyKinds Kinds { get; }

    public bool LatestOnly { get; }

    public RangeTest? Ranges { get; }

    public bool Admits(EdgeUse use, int range) => AdmitsAnyRange(use) && (Ranges is null || Ranges.Passes(range));

    /// <summary>The same whatever the range.</summary>
    public bool AdmitsAnyRange(EdgeUse use) => (admitted >> (int)(use.Bits & EdgeUse.FilterMask) & 1) != 0;

    /// <summary>How many dependents an edge gives.</summary>
    public int Count(EdgeUse use, int range) =>
        !Admits(use, range) ? 0
        : LatestOnly ? 1
        : use.Versions;

    private static uint Bit(DependencyKind kind, bool isOfLatest) =>
        1U << (int)(new EdgeUse(kind, 0, isOfLatest).Bits & EdgeUse.FilterMask);
}

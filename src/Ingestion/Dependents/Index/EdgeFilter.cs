using DepGraph.Npm.Packuments;

namespace DepGraph.Ingestion.Dependents.Index;

/// <summary>Which edges are meant: those of some kinds, of latest versions or of any.</summary>
internal readonly struct EdgeFilter
{
    /// <summary>A bit for each value of what <see cref="EdgeUse.FilterMask"/> lets through.</summary>
    private readonly uint admitted;

    public EdgeFilter(DependencyKinds kinds, bool latestOnly)
    {
        (Kinds, LatestOnly) = (kinds, latestOnly);
        foreach (var kind in Enum.GetValues<DependencyKind>())
        {
            if (kinds.Includes(kind))
            {
                admitted |= 1U << (int)(new EdgeUse(kind, 0, isOfLatest: true).Bits & EdgeUse.FilterMask);
                admitted |= latestOnly
                    ? 0
                    : 1U << (int)(new EdgeUse(kind, 0, isOfLatest: false).Bits & EdgeUse.FilterMask);
            }
        }
    }

    public DependencyKinds Kinds { get; }

    public bool LatestOnly { get; }

    /// <summary>How many dependents an edge gives.</summary>
    public int Count(EdgeUse use) =>
        !Admits(use.Bits) ? 0
        : LatestOnly ? 1
        : use.Versions;

    public bool Admits(uint use) => (admitted >> (int)(use & EdgeUse.FilterMask) & 1) != 0;
}

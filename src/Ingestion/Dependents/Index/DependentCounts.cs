using System.Runtime.CompilerServices;
using DepGraph.Npm.Packuments;

namespace DepGraph.Ingestion.Dependents.Index;

/// <summary>How many dependents a package has, by kind: in the latest versions and in all.</summary>
internal struct DependentCounts
{
    private const int KindCount = (int)DependencyKind.PeerOptional + 1;

    private LatestCounts latest;
    private AllCounts all;

    /// <summary>Counts an edge in, or out with <paramref name="sign"/> −1.</summary>
    public void Add(EdgeUse use, int sign)
    {
        latest[(int)use.Kind] += use.IsOfLatest ? sign : 0;
        all[(int)use.Kind] += (long)sign * use.Versions;
    }

    public readonly long Of(EdgeFilter filter)
    {
        var count = 0L;
        for (var kind = 0; kind < KindCount; kind++)
        {
            if (filter.Kinds.Includes((DependencyKind)kind))
            {
                count += filter.LatestOnly ? latest[kind] : all[kind];
            }
        }

        return count;
    }

    [InlineArray(KindCount)]
    private struct LatestCounts
    {
        private int first;
    }

    [InlineArray(KindCount)]
    private struct AllCounts
    {
        private long first;
    }
}

using DepGraph.Npm.Packuments;

namespace DepGraph.Ingestion.Dependents.Index;

/// <summary>What a head says about which packages its own depends on.</summary>
internal static class PackageEdges
{
    /// <summary>
    /// The edges of a head by declared name, kind and target, each once. What is asked of no registry (git, file, url) is none.
    /// </summary>
    public static List<PackageEdge> Of(PackageHead head)
    {
        var edges = new List<PackageEdge>();
        foreach (var use in head.CountUses())
        {
            if (use.Requirement is { PackageName: { } target } requirement)
            {
                var latestRange = use.IsOfLatest ? requirement.Range : null;
                edges.Add(new PackageEdge(target, requirement.Kind, requirement.Name, use.Versions, latestRange));
            }
        }

        edges.Sort(Compare);
        return Merge(edges);
    }

    /// <summary>Versions that declare the same under different ranges are one edge.</summary>
    private static List<PackageEdge> Merge(List<PackageEdge> sorted)
    {
        var count = 0;
        for (var i = 0; i < sorted.Count; i++)
        {
            var edge = sorted[i];
            if (count > 0 && Compare(sorted[count - 1], edge) == 0)
            {
                var before = sorted[count - 1];
                sorted[count - 1] = before with
                {
                    Versions = before.Versions + edge.Versions,
                    LatestRange = before.LatestRange ?? edge.LatestRange,
                };
            }
            else
            {
                sorted[count++] = edge;
            }
        }

        sorted.RemoveRange(count, sorted.Count - count);
        return sorted;
    }

    private static int Compare(PackageEdge one, PackageEdge other)
    {
        var order = string.CompareOrdinal(one.Target, other.Target);
        if (order == 0)
        {
            order = one.Kind.CompareTo(other.Kind);
        }

        return order != 0 ? order : string.CompareOrdinal(one.Name, other.Name);
    }
}

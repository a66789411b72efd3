using System.Runtime.CompilerServices;
using DepGraph.Ingestion.Dependents.Index;

namespace DepGraph.Ingestion.Dependents.Transitive;

/// <summary>
/// Breadth-first search against the edges of latest versions: every package and every edge is looked at once. What it finds is then put
/// in order by one pass over all packages, whose numbers are in the order of their names but for the few that came since.
/// </summary>
internal sealed class TransitiveWalk
{
    /// <summary>More steps than any graph has.</summary>
    public const int DeepestDepth = ushort.MaxValue - 1;

    private const ushort Root = ushort.MaxValue;

    private readonly DependentsState state;
    private readonly EdgeFilter filter;
    private readonly int root;
    private readonly ushort[] depths;
    private readonly List<int> starts = [0];

    private TransitiveWalk(DependentsState state, EdgeFilter filter, int root)
    {
        (this.state, this.filter, this.root) = (state, filter, root);
        depths = new ushort[state.Names.Count];
    }

    public static TransitiveDependents Run(DependentsState state, TransitiveKey key, bool isExact)
    {
        var root = state.Names.Find(key.Package);
        if (root < 0)
        {
            return new TransitiveDependents(key, state.Names, root, [], [], isExact);
        }

        var walk = new TransitiveWalk(state, new EdgeFilter(key.Kinds, latestOnly: true), root);
        walk.Search(Math.Min(key.Depth, DeepestDepth));
        return new TransitiveDependents(key, state.Names, root, walk.InOrder(), walk.depths, isExact);
    }

    private void Search(int deepest)
    {
        // Neither found nor looked for again.
        depths[root] = Root;
        var level = new List<int> { root };
        for (var depth = 1; depth <= deepest && level.Count > 0; depth++)
        {
            level = Next(level, (ushort)depth);
            starts.Add(starts[^1] + level.Count);
        }

        depths[root] = 0;
    }

    // It runs rarely, and then long: it cannot wait to be optimised by being called often.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private List<int> Next(List<int> level, ushort depth)
    {
        var next = new List<int>(level.Count);
        foreach (var target in level)
        {
            if (state.TryRead(target, out var sources, out var uses))
            {
                for (var i = 0; i < sources.Length; i++)
                {
                    // Flat arrays are older than the search: all their packages have a depth.
                    ref var known = ref depths[sources[i]];
                    if (known == 0 && filter.AdmitsAnyRange(new EdgeUse(uses[i])))
                    {
                        known = depth;
                        next.Add(sources[i]);
                    }
                }
            }
            else
            {
                foreach (var (source, edge) in state.Of(target).Edges())
                {
                    // Packages that came since the search began are left out.
                    if (source < depths.Length && depths[source] == 0 && filter.AdmitsAnyRange(edge.Use))
                    {
                        depths[source] = depth;
                        next.Add(source);
                    }
                }
            }
        }

        return next;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int[] InOrder()
    {
        var ordered = new int[starts[^1]];
        var ends = starts.ToArray();
        var sortedCount = Math.Min(state.Names.SortedCount, depths.Length);
        for (var package = 0; package < sortedCount; package++)
        {
            if (depths[package] is > 0 and var depth)
            {
                ordered[ends[depth - 1]++] = package;
            }
        }

        MergeAdded(ordered, ends, sortedCount);
        return ordered;
    }

    /// <summary>Adds the packages that have come since names were sorted, each to its level.</summary>
    private void MergeAdded(int[] ordered, int[] ends, int sortedCount)
    {
        var levels = Enumerable
            .Range(sortedCount, depths.Length - sortedCount)
            .Where(package => depths[package] > 0)
            .GroupBy(package => (int)depths[package]);
        foreach (var added in levels)
        {
            var (start, end) = (starts[added.Key - 1], ends[added.Key - 1]);
            var sorted = ordered.AsSpan(start..end).ToArray();
            var coming = added.ToArray();
            coming.AsSpan().Sort(state.Names.Compare);
            var (fromSorted, fromComing) = (0, 0);
            for (var at = start; at < starts[added.Key]; at++)
            {
                ordered[at] =
                    fromComing == coming.Length
                    || (fromSorted < sorted.Length && state.Names.Compare(sorted[fromSorted], coming[fromComing]) < 0)
                        ? sorted[fromSorted++]
                        : coming[fromComing++];
            }
        }
    }
}

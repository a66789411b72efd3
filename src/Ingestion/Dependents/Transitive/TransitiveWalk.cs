using System.Buffers;
using System.Runtime.CompilerServices;
using DepGraph.Ingestion.Dependents.Index;

namespace DepGraph.Ingestion.Dependents.Transitive;

/// <summary>
/// Breadth-first search against the edges of latest versions: every package and every edge is looked at once. What it finds is then put
/// in order: where that is much, by one pass over all packages, whose numbers are in the order of their names but for the few that came
/// since; where it is little, by sorting.
/// </summary>
internal sealed class TransitiveWalk
{
    /// <summary>More steps than any graph has.</summary>
    public const int DeepestDepth = ushort.MaxValue - 1;

    private const ushort Root = ushort.MaxValue;

    /// <summary>Sorting costs less than a pass as long as what is found is at most this part of all packages.</summary>
    private const int SortedPart = 32;

    private readonly DependentsState state;
    private readonly EdgeFilter filter;
    private readonly int count;

    /// <summary>Depth by number, 0 where it is not known; longer than needed.</summary>
    private readonly ushort[] depths;

    /// <summary>What was found, depth by depth; longer than needed.</summary>
    private readonly int[] found;
    private readonly List<int> starts = [0];
    private int end;

    private TransitiveWalk(DependentsState state, EdgeFilter filter, int count, ushort[] depths, int[] found) =>
        (this.state, this.filter, this.count, this.depths, this.found) = (state, filter, count, depths, found);

    public static TransitiveDependents Run(DependentsState state, TransitiveKey key, bool isExact)
    {
        var root = state.Names.Find(key.Package);
        if (root < 0)
        {
            return new TransitiveDependents(key, state.Names, root, [], [0], isExact);
        }

        // As long as all packages are many: they are borrowed, not left behind.
        var count = state.Names.Count;
        var depths = ArrayPool<ushort>.Shared.Rent(count);
        var found = ArrayPool<int>.Shared.Rent(count);
        try
        {
            depths.AsSpan(0, count).Clear();
            var walk = new TransitiveWalk(state, new EdgeFilter(key.Kinds, latestOnly: true), count, depths, found);
            walk.Search(root, Math.Min(key.Depth, DeepestDepth));
            return new TransitiveDependents(key, state.Names, root, walk.InOrder(), [.. walk.starts], isExact);
        }
        finally
        {
            ArrayPool<ushort>.Shared.Return(depths);
            ArrayPool<int>.Shared.Return(found);
        }
    }

    private void Search(int root, int deepest)
    {
        // Neither found nor looked for again.
        depths[root] = Root;
        AddDependents(root, 1);
        starts.Add(end);
        for (var depth = 2; depth <= deepest && starts[^1] > starts[^2]; depth++)
        {
            AddLevel((ushort)depth);
            starts.Add(end);
        }

        depths[root] = 0;
    }

    private void AddLevel(ushort depth)
    {
        for (var (at, last) = (starts[^2], end); at < last; at++)
        {
            AddDependents(found[at], depth);
        }
    }

    // It runs rarely, and then long: it cannot wait to be optimised by being called often.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void AddDependents(int target, ushort depth)
    {
        var (known, queue, next) = (depths, found, end);
        if (state.TryRead(target, out var sources, out var uses))
        {
            for (var i = 0; i < sources.Length; i++)
            {
                // Flat arrays are older than the search: all their packages have a depth.
                var source = sources[i];
                if (known[source] == 0 && filter.AdmitsAnyRange(new EdgeUse(uses[i])))
                {
                    known[source] = depth;
                    queue[next++] = source;
                }
            }
        }
        else
        {
            foreach (var (source, edge) in state.Of(target).Edges())
            {
                // Packages that came since the search began are left out.
                if (source < count && known[source] == 0 && filter.AdmitsAnyRange(edge.Use))
                {
                    known[source] = depth;
                    queue[next++] = source;
                }
            }
        }

        end = next;
    }

    private int[] InOrder()
    {
        var ordered = new int[end];
        if (end <= count / SortedPart)
        {
            found.AsSpan(0, end).CopyTo(ordered);
            for (var level = 1; level < starts.Count; level++)
            {
                Sort(ordered.AsSpan(starts[level - 1]..starts[level]));
            }

            return ordered;
        }

        var ends = starts.ToArray();
        var sortedCount = Math.Min(state.Names.SortedCount, count);
        Deal(ordered, ends, sortedCount);
        MergeAdded(ordered, ends, sortedCount);
        return ordered;
    }

    private void Sort(Span<int> level)
    {
        level.Sort();
        if (level.Length > 0 && level[^1] >= state.Names.SortedCount)
        {
            level.Sort(state.Names.Compare);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Deal(int[] ordered, int[] ends, int sortedCount)
    {
        for (var package = 0; package < sortedCount; package++)
        {
            if (depths[package] is > 0 and var depth)
            {
                ordered[ends[depth - 1]++] = package;
            }
        }
    }

    /// <summary>Adds the packages that have come since names were sorted, each to its level.</summary>
    private void MergeAdded(int[] ordered, int[] ends, int sortedCount)
    {
        var levels = Enumerable
            .Range(sortedCount, count - sortedCount)
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

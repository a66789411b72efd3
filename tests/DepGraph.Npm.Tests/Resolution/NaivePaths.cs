using DepGraph.Npm.Resolution;

namespace DepGraph.Npm.Tests.Resolution;

/// <summary>Paths and cycles by trying everything.</summary>
internal static class NaivePaths
{
    /// <summary>Every way from a node to any of some, with one edge at least, in the order of the answer.</summary>
    public static IEnumerable<int[]> All(DependencySet set, int from, Func<int, bool> isWanted) =>
        Order(Extend(set, from, isWanted, [], [from]));

    public static IEnumerable<int[]> Cycles(DependencySet set) =>
        Order(
            set.Edges.Index()
                .Where(edge => edge.Item.To is not null)
                .Select(edge => ShortestCycle(set, edge.Index))
                .OfType<int[]>()
                .DistinctBy(cycle => string.Join(' ', cycle))
        );

    private static int[]? ShortestCycle(DependencySet set, int edge)
    {
        var (from, to) = (set.Edges[edge].From, set.Edges[edge].To!.Value);
        int[]? cycle =
            from == to ? [edge] : All(set, to, node => node == from).FirstOrDefault()?.Prepend(edge).ToArray();
        if (cycle is null)
            return null;
        var lowest = Array.IndexOf(cycle, cycle.MinBy(step => set.Edges[step].From));
        return [.. cycle[lowest..], .. cycle[..lowest]];
    }

    private static IEnumerable<int[]> Extend(
        DependencySet set,
        int at,
        Func<int, bool> isWanted,
        int[] path,
        HashSet<int> met
    )
    {
        foreach (var (index, edge) in set.Edges.Index())
        {
            if (edge.From != at || edge.To is not { } to || met.Contains(to))
                continue;
            int[] longer = [.. path, index];
            if (isWanted(to))
                yield return longer;
            foreach (var found in Extend(set, to, isWanted, longer, [.. met, to]))
                yield return found;
        }
    }

    private static IEnumerable<int[]> Order(IEnumerable<int[]> paths) =>
        paths.Order(
            Comparer<int[]>.Create(
                (one, other) =>
                    one.Length != other.Length
                        ? one.Length.CompareTo(other.Length)
                        : one.AsSpan().SequenceCompareTo(other)
            )
        );
}

namespace DepGraph.Npm.Resolution;

/// <summary>
/// A shortest path to every entry of a set, the one that <see cref="DependencyPaths.To"/> finds first, in one pass: breadth first from the root,
/// each version's edges in their order, the edge that reaches an entry first is the last one of its path.
/// </summary>
internal sealed class ShortestPaths
{
    private readonly DependencySet _set;

    /// <summary>By number of an entry the index of the edge that reaches it first.</summary>
    private readonly int[] _last;

    public ShortestPaths(DependencySet set)
    {
        _set = set;
        _last = new int[set.Entries.Count + 1];
        Array.Fill(_last, -1);
        var starts = StartsOf(set);
        var reached = new int[_last.Length];
        var count = 1;
        for (var i = 0; i < count; i++)
        for (var edge = starts[reached[i]]; edge < starts[reached[i] + 1]; edge++)
            if (set.Edges[edge].To is > 0 and var to && _last[to] < 0)
            {
                _last[to] = edge;
                reached[count++] = to;
            }
    }

    /// <summary>The path to an entry by its number, from 1.</summary>
    public DependencyPath To(int number)
    {
        var steps = new DependencySetEdge[_set.Entries[number - 1].Depth];
        for (var i = steps.Length - 1; i >= 0; i--)
        {
            steps[i] = _set.Edges[_last[number]];
            number = steps[i].From;
        }
        return new DependencyPath(steps);
    }

    /// <summary>By number of a version the index of its first edge, and of the first that is not its.</summary>
    private static int[] StartsOf(DependencySet set)
    {
        var starts = new int[set.Entries.Count + 2];
        foreach (var edge in set.Edges)
            starts[edge.From + 1]++;
        for (var i = 1; i < starts.Length; i++)
            starts[i] += starts[i - 1];
        return starts;
    }
}

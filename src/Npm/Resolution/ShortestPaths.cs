namespace DepGraph.Npm.Resolution;

/// <summary>
/// A shortest path to every entry of a set, found in one pass over its edges: these are ordered by where they start, and entries by depth, so
/// the first edge that leads to an entry is the last one of a shortest path.
/// </summary>
internal sealed class ShortestPaths
{
    private readonly DependencySet _set;

    /// <summary>By number of an entry the index of the edge that leads to it first.</summary>
    private readonly int[] _last;

    public ShortestPaths(DependencySet set)
    {
        _set = set;
        _last = new int[set.Entries.Count + 1];
        for (var i = set.Edges.Count - 1; i >= 0; i--)
            if (set.Edges[i].To is { } to)
                _last[to] = i;
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
}

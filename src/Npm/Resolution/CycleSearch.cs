namespace DepGraph.Npm.Resolution;

/// <summary>
/// Goes from each version that something on a cycle leads back to, breadth first along edges that lie on cycles: what comes back by an edge has found the
/// shortest cycle that this edge lies on. Distances double from round to round, so that the short cycles are all found before
/// any long way is gone, and a search that has enough ends early.
/// </summary>
internal sealed class CycleSearch(DependencySet set, int first, long maximumLooks)
{
    private readonly SetGraph _graph = new(set);
    private readonly FoundPaths _found = new(set, first);
    private readonly HashSet<int[]> _ofRound = new(EdgeSequence.Instance);
    private readonly Queue<int> _queue = new();
    private int[] _incoming = [];
    private int[] _distances = [];
    private int[] _arrivals = [];
    private int[] _visits = [];
    private bool[] _isInner = [];
    private int _visit;
    private long _looks;

    public DependencyPaths Run()
    {
        if (_found.IsDone)
            return _found.ToResult(isGivenUp: false);
        var starts = Prepare();
        for (
            var (shortest, longest) = (1, 2);
            starts.Count > 0 && !_found.IsDone;
            (shortest, longest) = (longest + 1, longest * 2)
        )
        {
            starts.RemoveAll(start => _looks <= maximumLooks && IsSettled(start, shortest, longest));
            // A round that was not finished may lack some that come before those it found.
            if (_looks > maximumLooks)
                return _found.ToResult(isGivenUp: true);
            GiveOut();
        }
        return _found.ToResult(isGivenUp: false);
    }

    /// <summary>The nodes that edges on cycles lead to.</summary>
    private List<int> Prepare()
    {
        var components = new StrongComponents(_graph);
        _incoming = new int[_graph.NodeCount];
        _isInner = new bool[_graph.EdgeCount];
        for (var edge = 0; edge < _graph.EdgeCount; edge++)
            if (_isInner[edge] = components.IsInner(edge))
                _incoming[_graph.Target(edge)]++;
        (_distances, _arrivals, _visits) = (
            new int[_graph.NodeCount],
            new int[_graph.NodeCount],
            new int[_graph.NodeCount]
        );
        return [.. Enumerable.Range(0, _graph.NodeCount).Where(node => _incoming[node] > 0)];
    }

    /// <summary>
    /// Finds the cycles through a node of some lengths. Whoever is met first is met by the first of the shortest ways, for
    /// those who are as far are gone through in the order in which they were met.
    /// </summary>
    /// <returns>Whether there are no longer ones: every edge that leads to it was found.</returns>
    private bool IsSettled(int start, int shortest, int longest)
    {
        _visit++;
        var missing = _incoming[start];
        Visit(start, 0, -1);
        while (missing > 0 && _queue.TryDequeue(out var node))
        {
            if (_distances[node] == longest)
                break;
            for (var edge = _graph.FirstOut(node); edge < _graph.FirstOut(node + 1); edge++)
            {
                _looks++;
                if (!_isInner[edge])
                    continue;
                if (_graph.Target(edge) == start)
                {
                    missing--;
                    if (_distances[node] + 1 >= shortest)
                        Note(edge, _distances[node] + 1);
                }
                else if (_visits[_graph.Target(edge)] != _visit)
                    Visit(_graph.Target(edge), _distances[node] + 1, edge);
            }
        }
        _queue.Clear();
        return missing == 0;
    }

    private void Visit(int node, int distance, int arrival)
    {
        (_visits[node], _distances[node], _arrivals[node]) = (_visit, distance, arrival);
        _queue.Enqueue(node);
    }

    /// <summary>Notes the cycle that an edge closes, from the lowest of its nodes on.</summary>
    private void Note(int last, int length)
    {
        var cycle = new int[length];
        var edge = last;
        for (var place = length - 1; place >= 0; edge = _arrivals[_graph.Source(edge)], place--)
            cycle[place] = edge;
        _looks += length;
        // Edges are ordered by where they begin.
        var lowest = cycle.AsSpan().IndexOf(cycle.Min());
        _ofRound.Add([.. cycle[lowest..], .. cycle[..lowest]]);
    }

    private void GiveOut()
    {
        var cycles = _ofRound.ToArray();
        _ofRound.Clear();
        Array.Sort(
            cycles,
            (one, other) =>
                one.Length != other.Length ? one.Length.CompareTo(other.Length) : one.AsSpan().SequenceCompareTo(other)
        );
        foreach (var cycle in cycles)
            _found.Add(cycle);
    }
}

namespace DepGraph.Npm.Resolution;

/// <summary>How many edges it takes from each node to the nearest of some, round others. Measured again and again without clearing.</summary>
internal sealed class PathDistances(SetGraph graph)
{
    private readonly int[] _distances = new int[graph.NodeCount];
    private readonly int[] _measured = new int[graph.NodeCount];
    private readonly int[] _queue = new int[graph.NodeCount];
    private int _measurement;

    /// <summary>The distance of a node; int.MaxValue when there is no way, or it was round that one; also for −1, nowhere.</summary>
    public int this[int node] => node >= 0 && _measured[node] == _measurement ? _distances[node] : int.MaxValue;

    /// <param name="nodes">Where ways end.</param>
    /// <param name="isBlocked">Nodes that no way touches.</param>
    /// <returns>How many edges were looked at.</returns>
    public long Measure(ReadOnlySpan<int> nodes, bool[] isBlocked)
    {
        _measurement++;
        var (count, looks) = (0, (long)nodes.Length);
        foreach (var node in nodes)
            Reach(node, 0);
        for (var i = 0; i < count; i++)
        {
            var incoming = graph.Incoming(_queue[i]);
            looks += incoming.Length;
            foreach (var edge in incoming)
                Reach(graph.Source(edge), _distances[_queue[i]] + 1);
        }
        return looks;

        void Reach(int node, int distance)
        {
            if (isBlocked[node] || _measured[node] == _measurement)
                return;
            (_measured[node], _distances[node]) = (_measurement, distance);
            _queue[count++] = node;
        }
    }
}

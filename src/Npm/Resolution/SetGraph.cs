namespace DepGraph.Npm.Resolution;

/// <summary>
/// The edges of a <see cref="DependencySet"/> as numbers, to walk along them in both directions. Nodes are numbered like
/// <see cref="DependencySetEdge.From"/>, edges by their place in the set; those that lead nowhere are left out.
/// </summary>
internal sealed class SetGraph
{
    private readonly int[] _firstOut;
    private readonly int[] _targets;
    private readonly int[] _sources;
    private readonly int[] _firstIn;
    private readonly int[] _incoming;

    public SetGraph(DependencySet set)
    {
        NodeCount = set.Entries.Count + 1;
        EdgeCount = set.Edges.Count;
        (_firstOut, _firstIn) = (new int[NodeCount + 1], new int[NodeCount + 1]);
        (_targets, _sources) = (new int[EdgeCount], new int[EdgeCount]);
        for (var edge = 0; edge < EdgeCount; edge++)
        {
            var (from, to) = (set.Edges[edge].From, set.Edges[edge].To ?? -1);
            (_sources[edge], _targets[edge]) = (from, to);
            _firstOut[from + 1]++;
            if (to >= 0)
                _firstIn[to + 1]++;
        }
        for (var node = 0; node < NodeCount; node++)
        {
            _firstOut[node + 1] += _firstOut[node];
            _firstIn[node + 1] += _firstIn[node];
        }
        _incoming = new int[_firstIn[NodeCount]];
        var next = _firstIn.AsSpan(0, NodeCount).ToArray();
        for (var edge = 0; edge < EdgeCount; edge++)
            if (_targets[edge] >= 0)
                _incoming[next[_targets[edge]]++] = edge;
    }

    /// <summary>The root and the entries.</summary>
    public int NodeCount { get; }

    public int EdgeCount { get; }

    /// <summary>The first of the edges that begin at a node; they lie side by side and end where the next node's begin.</summary>
    public int FirstOut(int node) => _firstOut[node];

    /// <summary>Where an edge begins.</summary>
    public int Source(int edge) => _sources[edge];

    /// <summary>Where an edge leads; −1: nowhere.</summary>
    public int Target(int edge) => _targets[edge];

    /// <summary>The edges that lead to a node, in their order.</summary>
    public ReadOnlySpan<int> Incoming(int node) =>
        _incoming.AsSpan(_firstIn[node], _firstIn[node + 1] - _firstIn[node]);
}

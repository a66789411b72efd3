namespace DepGraph.Npm.Resolution;

/// <summary>
/// Which nodes reach each other: Tarjan's algorithm, with a stack of its own instead of recursion, so that no chain is too long.
/// </summary>
internal sealed class StrongComponents
{
    private readonly SetGraph _graph;
    private readonly int[] _component;
    private readonly int[] _order;
    private readonly int[] _lowest;
    private readonly int[] _nextEdge;
    private readonly Stack<int> _open = new();
    private readonly Stack<int> _path = new();
    private int _found;
    private int _components;

    public StrongComponents(SetGraph graph)
    {
        _graph = graph;
        (_component, _order) = (new int[graph.NodeCount], new int[graph.NodeCount]);
        (_lowest, _nextEdge) = (new int[graph.NodeCount], new int[graph.NodeCount]);
        // Everything in a set can be reached from its root.
        Enter(0);
        while (_path.TryPeek(out var node))
            Advance(node);
    }

    /// <summary>Whether an edge lies on a cycle.</summary>
    public bool IsInner(int edge) =>
        _graph.Target(edge) is >= 0 and var target && _component[target] == _component[_graph.Source(edge)];

    private void Enter(int node)
    {
        _order[node] = _lowest[node] = ++_found;
        _nextEdge[node] = _graph.FirstOut(node);
        _open.Push(node);
        _path.Push(node);
    }

    private void Advance(int node)
    {
        while (_nextEdge[node] < _graph.FirstOut(node + 1))
        {
            var target = _graph.Target(_nextEdge[node]++);
            if (target < 0)
                continue;
            if (_order[target] == 0)
            {
                Enter(target);
                return;
            }
            if (_component[target] == 0)
                _lowest[node] = Math.Min(_lowest[node], _order[target]);
        }
        _path.Pop();
        if (_path.TryPeek(out var parent))
            _lowest[parent] = Math.Min(_lowest[parent], _lowest[node]);
        if (_lowest[node] == _order[node])
            Close(node);
    }

    private void Close(int first)
    {
        _components++;
        int node;
        do
        {
            node = _open.Pop();
            _component[node] = _components;
        } while (node != first);
    }
}

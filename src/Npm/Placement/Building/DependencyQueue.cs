using DepGraph.Npm.Placement.Tree;

namespace DepGraph.Npm.Placement.Building;

/// <summary>Nodes whose dependencies are to be looked at: shallow ones first, since they affect what is deeper, then by path.</summary>
internal sealed class DependencyQueue
{
    private readonly PriorityQueue<Node, (int Depth, string Path, int Order)> _queue = new(new Order());
    private int _pushed;

    /// <summary>Adds a node that is not waiting already.</summary>
    public void Push(Node node)
    {
        if (node.IsQueued)
            return;
        node.IsQueued = true;
        var depth = node.Depth;
        InstallLimits.CheckDepth(depth);
        _queue.Enqueue(node, (depth, node.Location, _pushed++));
    }

    public bool TryPop([System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out Node? node)
    {
        if (!_queue.TryDequeue(out node, out _))
            return false;
        node.IsQueued = false;
        return true;
    }

    private sealed class Order : IComparer<(int Depth, string Path, int Order)>
    {
        public int Compare((int Depth, string Path, int Order) x, (int Depth, string Path, int Order) y)
        {
            if (x.Depth != y.Depth)
                return x.Depth.CompareTo(y.Depth);
            var paths = LocaleOrder.Compare(x.Path, y.Path);
            return paths != 0 ? paths : x.Order.CompareTo(y.Order);
        }
    }
}

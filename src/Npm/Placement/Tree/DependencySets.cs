namespace DepGraph.Npm.Placement.Tree;

/// <summary>Nodes that go together.</summary>
internal static class DependencySets
{
    /// <summary>
    /// The given nodes and what they depend on, directly or not, without those that something outside depends on as well.
    /// Only edges that <paramref name="counts"/> are looked at.
    /// </summary>
    public static HashSet<Node> Gather(IEnumerable<Node> seeds, Func<Edge, bool> counts)
    {
        var set = new HashSet<Node>(seeds);
        var queue = new List<Node>(set);
        for (var i = 0; i < queue.Count; i++)
            foreach (var edge in queue[i].EdgesOut)
                if (edge.To is { } to && counts(edge) && set.Add(to))
                    queue.Add(to);
        for (var changed = true; changed; )
        {
            changed = false;
            foreach (var node in queue)
                if (set.Contains(node) && IsNeededOutside(node, set, counts))
                {
                    set.Remove(node);
                    changed = true;
                }
        }
        return set;
    }

    /// <summary>
    /// The branch of the tree that goes when an optional node fails: up to where it is optional, and what only that needs.
    /// Optional flags must have been computed.
    /// </summary>
    public static HashSet<Node> OptionalBranch(Node node)
    {
        var branch = new HashSet<Node> { node };
        var queue = new List<Node> { node };
        for (var i = 0; i < queue.Count; i++)
            foreach (var edge in queue[i].EdgesIn)
                if (!edge.IsOptional && branch.Add(edge.From))
                    queue.Add(edge.From);
        return Gather(queue, edge => !branch.Contains(edge.To!));
    }

    private static bool IsNeededOutside(Node node, HashSet<Node> set, Func<Edge, bool> counts)
    {
        foreach (var edge in node.EdgesIn)
            if (!set.Contains(edge.From) && counts(edge))
                return true;
        return false;
    }
}

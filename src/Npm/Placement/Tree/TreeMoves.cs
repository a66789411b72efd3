using System.Runtime.InteropServices;

namespace DepGraph.Npm.Placement.Tree;

/// <summary>
/// Puts nodes into trees and takes them out, with everything below them, and lets every edge that may now find something
/// else look again.
/// </summary>
internal static class TreeMoves
{
    /// <summary>Puts a node into a folder; what lies there under its name is taken out.</summary>
    public static void Attach(Node node, Node parent)
    {
        parent = parent.LinkTarget ?? parent;
        if (node.Parent == parent || node == parent)
            return;
        if (node.Parent is { } former)
        {
            former.Children.Remove(node);
            node.Parent = null;
        }
        if (parent.Children.Find(node.Name.Key) is { } occupant)
            Detach(occupant);

        var root = parent.Root;
        var subtree = SubtreeOf(node);
        foreach (var each in subtree)
            Leave(each);
        node.Parent = parent;
        parent.Children.Add(node);
        foreach (var each in subtree)
            Join(each, root);
        ReloadSeekers(parent, node);
        foreach (var each in subtree)
            ReloadAcross(each, root);
    }

    /// <summary>Takes a node out of its tree: it becomes a tree of its own.</summary>
    public static void Detach(Node node)
    {
        if (node.Parent is { } parent)
        {
            parent.Children.Remove(node);
            node.Parent = null;
        }
        var subtree = SubtreeOf(node);
        foreach (var each in subtree)
            Leave(each);
        foreach (var each in subtree)
            Join(each, node);
        foreach (var each in subtree)
            ReloadAcross(each, node);
    }

    /// <summary>Puts a node where another one is, and that one's children into its folder.</summary>
    public static void Replace(Node former, Node node)
    {
        var parent = former.Parent!;
        foreach (var child in former.Children.Nodes.ToArray())
            Attach(child, node);
        Attach(node, parent);
    }

    /// <summary>The node and everything below it.</summary>
    public static List<Node> SubtreeOf(Node node)
    {
        var subtree = new List<Node>(1) { node };
        for (var i = 0; i < subtree.Count; i++)
            foreach (var child in subtree[i].Children.Nodes)
                subtree.Add(child);
        return subtree;
    }

    /// <summary>Takes the node off the lists of its tree.</summary>
    private static void Leave(Node node)
    {
        if (node.Root != node.Context.Project)
            return;
        node.Name.Holders.Remove(node);
        foreach (var edge in node.EdgesOut)
            Unlist(edge);
    }

    private static void Join(Node node, Node root)
    {
        node.Root = root;
        node.ForgetLocation();
        if (root == node.Context.Project)
            Enlist(node);
    }

    /// <summary>Lists a node and its edges under their names in the ideal tree.</summary>
    public static void Enlist(Node node)
    {
        node.Arrival = ++node.Context.Arrivals;
        node.Name.Holders.Add(node);
        ListEdges(node);
    }

    /// <summary>Lists edges that a node of the ideal tree got in its place.</summary>
    public static void ListEdges(Node node)
    {
        foreach (var edge in node.EdgesOut)
        {
            var seekers = edge.Name.Key.Seekers;
            edge.SeekerIndex = seekers.Count;
            seekers.Add(edge);
        }
    }

    private static void Unlist(Edge edge)
    {
        var seekers = edge.Name.Key.Seekers;
        var last = seekers[^1];
        seekers[edge.SeekerIndex] = last;
        last.SeekerIndex = edge.SeekerIndex;
        seekers.RemoveAt(seekers.Count - 1);
        edge.SeekerIndex = -1;
    }

    /// <summary>Edges at and below the parent that look for the node's name: they may find it now.</summary>
    private static void ReloadSeekers(Node parent, Node node)
    {
        if (parent.Root != node.Context.Project)
        {
            ReloadSeekersBelow(parent, node.Name, parent);
            return;
        }
        if (node.Context.HasOverrides)
        {
            // Rules flow along edges, and the order in which they arrive may show.
            ReloadSeekersBelow(parent, node.Name, parent);
            return;
        }
        foreach (var edge in CollectionsMarshal.AsSpan(node.Name.Key.Seekers))
            if (parent.IsTop || edge.From.IsWithin(parent))
                Recheck(edge, parent);
    }

    private static void ReloadSeekersBelow(Node node, FolderName name, Node parent)
    {
        if (node.FindEdge(name) is { } edge)
            Recheck(edge, parent);
        foreach (var child in node.Children.Nodes.ToArray())
            ReloadSeekersBelow(child, name, parent);
    }

    private static void Recheck(Edge edge, Node parent)
    {
        if (edge.To?.Parent == parent || edge.From.Resolve(edge.Name) != edge.To)
            edge.Reload(isHard: true);
    }

    /// <summary>Edges must not lead from tree to tree.</summary>
    private static void ReloadAcross(Node node, Node root)
    {
        for (var i = node.EdgesIn.Count - 1; i >= 0; i--)
            if (i < node.EdgesIn.Count && node.EdgesIn[i].From.Root != root)
                node.EdgesIn[i].Reload(isHard: false);
        foreach (var edge in node.EdgesOut)
            if (edge.To is null || edge.To.Root != root)
                edge.Reload(isHard: false);
    }
}

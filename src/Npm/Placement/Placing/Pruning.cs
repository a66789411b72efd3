using DepGraph.Npm.Placement.Tree;

namespace DepGraph.Npm.Placement.Placing;

/// <summary>Takes nodes out of the ideal tree that nothing needs any more.</summary>
internal static class Pruning
{
    /// <summary>Takes a node out if what is further up will do instead, with what only it needs.</summary>
    /// <param name="node">The node.</param>
    /// <param name="preferDedupe">Whether an older version further up will do.</param>
    /// <param name="descend">Whether to try everything below it when it stays.</param>
    public static void PruneDuplicates(Node node, bool preferDedupe, bool descend)
    {
        if (Replacement.CanDedupe(node, preferDedupe))
        {
            Remove(DependencySets.Gather([node], edge => edge.To != node && edge.IsValid));
            return;
        }
        if (!descend || node.Children.Count == 0)
            return;
        var children = node.Children.Nodes.ToArray();
        if (children.Length > 1)
            Array.Sort(children, static (left, right) => LocaleOrder.Compare(left.Location, right.Location));
        foreach (var child in children)
            PruneDuplicates(child, preferDedupe, descend: true);
    }

    /// <summary>Takes out what lies deeper under a name, now that something new lies in the target's folder.</summary>
    public static void PruneDeeper(Node target, FolderName name, bool preferDedupe)
    {
        var root = target.Root;
        foreach (var node in name.Holders.ToArray())
        {
            if (node.Root != root || node.IsTop || !node.IsWithin(target))
                continue;
            PruneDuplicates(node, preferDedupe, descend: false);
            if (node.Root != root)
                continue;
            foreach (var child in node.Children.Nodes.ToArray())
                PruneDuplicates(child, preferDedupe, descend: false);
        }
    }

    /// <summary>
    /// Takes out what the replaced node needed and the new one does not, or not so, as far as nothing else needs it.
    /// </summary>
    public static void PruneAfterReplacement(Node node, List<Node> orphans)
    {
        var invalid = new HashSet<Node>();
        foreach (var edge in node.EdgesOut)
            if (edge.To is { } to && !edge.IsValid)
                invalid.Add(to);
        foreach (var orphan in orphans)
            invalid.UnionWith(DependencySets.Gather([orphan], edge => edge.To != orphan && edge.IsValid));
        if (invalid.Count > 0)
            Remove(DependencySets.Gather(invalid, edge => edge.From != node && edge.To != node && edge.IsValid));
    }

    private static void Remove(HashSet<Node> nodes)
    {
        foreach (var node in nodes)
            TreeMoves.Detach(node);
    }
}

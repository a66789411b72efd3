namespace DepGraph.Npm.Placement.Tree;

/// <summary>Which package brings a node along in its tarball.</summary>
internal static class Bundles
{
    /// <summary>
    /// The nearest folder's package that bundles it, by name or because something bundled there needs it; null: nobody does.
    /// </summary>
    public static Node? BundlerOf(Node node)
    {
        // Only a package above can be it, and hardly any bundles something.
        for (var above = node.Parent; above is not null; above = above.Parent)
            if (above.Manifest.Bundled.Length > 0)
                return BundlerOf(node, []);
        return null;
    }

    /// <summary>Whether another package than the project brings it along.</summary>
    public static bool IsInDependencysBundle(Node node) => BundlerOf(node) is { } bundler && bundler != node.Root;

    private static Node? BundlerOf(Node node, HashSet<Node> path)
    {
        InstallLimits.CheckStack();
        if (!path.Add(node) || node.Parent is not { } parent)
            return null;
        if (BundlerOf(parent, path) is { } above)
            return above;
        if (parent.Manifest.Bundled.Contains(node.Name.Text))
            return parent;
        foreach (var edge in node.EdgesIn)
            if (BundlerOf(edge.From, path) == parent)
                return parent;
        return null;
    }
}

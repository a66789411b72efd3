using DepGraph.Npm.SemVer;

namespace DepGraph.Npm.Placement.Tree;

/// <summary>Whether one node may stand where another one does.</summary>
internal static class Replacement
{
    /// <summary>
    /// Whether everything that depends on the occupant, but for its own dependencies, would be content with the other node.
    /// </summary>
    /// <param name="node">What would come.</param>
    /// <param name="occupant">What would go.</param>
    /// <param name="ignoredPeers">
    /// A folder whose members count as replaced as well: their peer dependencies on the occupant do not matter. Null: none.
    /// </param>
    public static bool CanReplace(Node node, Node occupant, Node? ignoredPeers = null)
    {
        if (node.Name != occupant.Name || node.Manifest.PackageName != occupant.Manifest.PackageName)
            return false;
        if (occupant.HasEdgesOut && !HasSameOverrides(node, occupant))
            return false;
        HashSet<Node>? own = null;
        foreach (var edge in occupant.EdgesIn)
        {
            if (
                ignoredPeers is not null
                && !occupant.IsTop
                && edge.From.Parent == occupant.Parent
                && edge.IsPeer
                && ignoredPeers.Children.Find(edge.From.Name.Key)?.Name == edge.From.Name
            )
                continue;
            if (edge.IsSatisfiedBy(node))
                continue;
            own ??= DependencySets.Gather([occupant], each => each.To != occupant && each.IsValid);
            if (!own.Contains(edge.From))
                return false;
        }
        return true;
    }

    /// <summary>Whether what depends on a node would find something as good further up without it.</summary>
    public static bool CanDedupe(Node node, bool preferDedupe)
    {
        if (Bundles.IsInDependencysBundle(node) || node.IsInShrinkwrap || node.Parent?.Parent is not { } above)
            return false;
        if (node.EdgesIn.Count == 0)
            return true;
        if (above.Resolve(node.Name) is not { } other)
            return false;
        if (other.Matches(node))
            return true;
        if (!CanReplace(other, node))
            return false;
        if (preferDedupe)
            return true;
        var order = Compare(other, node);
        return order == 0 || (order > 0 && !IsOverridden(node));
    }

    /// <summary>The order of the versions; null when one has none.</summary>
    /// <exception cref="InstallFailedException">npm compares strictly, and fails for a version that is one only loosely.</exception>
    public static int? Compare(Node left, Node right)
    {
        var (one, other) = (left.Manifest, right.Manifest);
        if (one.Version.Length == 0 || other.Version.Length == 0)
            return null;
        foreach (var manifest in (ReadOnlySpan<NodeManifest>)[one, other])
            if (!manifest.IsVersionStrict)
                throw InstallFailedException.Uncoded($"Invalid Version: {manifest.PackageName}@{manifest.Version}");
        return SemVersion.Compare(one.SemVersion!, other.SemVersion!);
    }

    private static bool HasSameOverrides(Node node, Node occupant) =>
        node.Overrides is { } overrides ? overrides.IsEqualTo(occupant.Overrides) : occupant.Overrides is null;

    /// <summary>Whether it is there because of a rule for exactly that version.</summary>
    private static bool IsOverridden(Node node)
    {
        if (node.Overrides?.Value is null || node.Overrides.Name != node.Name.Text)
            return false;
        foreach (var edge in node.EdgesIn)
            if (
                edge.Overrides is { } rule
                && rule.Name == node.Name.Text
                && rule.Value == node.Manifest.Version
                && !rule.IsEqualTo(edge.From.Overrides)
            )
                return true;
        return false;
    }
}

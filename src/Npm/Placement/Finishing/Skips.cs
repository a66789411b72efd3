using DepGraph.Npm.Placement.Tree;

namespace DepGraph.Npm.Placement.Finishing;

/// <summary>Finds which packages of a finished tree would not be installed.</summary>
internal sealed class Skips
{
    private readonly Dictionary<Node, SkipReason> _reasons = [];

    public Skips(IReadOnlyList<Node> nodes, Finisher finisher, InstallOptions options)
    {
        foreach (var node in nodes)
            if (node.IsOptional && HasMissingEdge(node))
                foreach (var each in DependencySets.OptionalBranch(node))
                    _reasons[each] = SkipReason.OptionalFailed;
        foreach (var node in nodes)
        {
            if (_reasons.ContainsKey(node))
                continue;
            if (finisher.IsOmitted(node))
                _reasons[node] = SkipReason.Omit;
            else if (node.IsOptional && options.Target is { } target && !PlatformCheck.Fits(node.Manifest, target))
                foreach (var each in DependencySets.OptionalBranch(node))
                    _reasons.TryAdd(each, SkipReason.Platform);
        }
    }

    public SkipReason Of(Node node) => _reasons.GetValueOrDefault(node);

    /// <summary>What npm would have had does not count, though it is missing here.</summary>
    private static bool HasMissingEdge(Node node)
    {
        foreach (var edge in node.EdgesOut)
            if (edge.Error == EdgeError.Missing && !node.Context.UnsupportedNames.Contains(edge.Name))
                return true;
        return false;
    }
}

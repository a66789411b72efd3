using DepGraph.Npm.Placement.Tree;

namespace DepGraph.Npm.Placement.Placing;

/// <summary>Where a dependency may go at the deepest.</summary>
internal static class NestingTarget
{
    /// <summary>
    /// The node itself, unless it has the name as a peer dependency: that must lie beside it, so the first above it that has not.
    /// </summary>
    public static Node Deepest(Node start, FolderName name)
    {
        for (var target = start; ; target = target.Parent)
        {
            if (target.IsRoot || target.Parent is null)
                return target;
            if (target.FindEdge(name) is not { IsPeer: true })
                return target;
        }
    }
}

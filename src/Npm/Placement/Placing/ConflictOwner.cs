using DepGraph.Npm.Placement.Peers;
using DepGraph.Npm.Placement.Tree;

namespace DepGraph.Npm.Placement.Placing;

/// <summary>Whose business a peer conflict is.</summary>
internal static class ConflictOwner
{
    /// <summary>
    /// Whether the edge is the project's, or a peer edge of something that the project itself depends on, perhaps by way of peers.
    /// </summary>
    public static bool IsProjects(Edge edge)
    {
        var node = edge.From;
        if (node.IsRoot)
            return true;
        if (!edge.IsPeer)
            return false;
        var hasPeerDependents = false;
        foreach (var edgeIn in node.EdgesIn)
        {
            if (edgeIn.IsPeer)
                hasPeerDependents = true;
            else if (edgeIn.From.IsRoot)
                return true;
        }
        return hasPeerDependents && PeerEntrySets.Of(node).Exists(set => set.Entry.From.IsRoot);
    }
}

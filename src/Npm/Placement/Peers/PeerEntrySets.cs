using DepGraph.Npm.Placement.Tree;

namespace DepGraph.Npm.Placement.Peers;

/// <summary>
/// The peer sets that a node belongs to, each with the edge that brought it in: one that is no peer dependency, or the project's own.
/// </summary>
internal static class PeerEntrySets
{
    /// <summary>The entry edges and, per edge, all members of its set.</summary>
    public static List<(Edge Entry, List<Node> Members)> Of(Node node)
    {
        var entries = new List<(Edge, List<Node>)>();
        foreach (var peer in Union(node))
        foreach (var edge in peer.EdgesIn)
        {
            if (!edge.IsValid || (edge.IsPeer && !edge.From.IsTop))
                continue;
            var members = Members(peer);
            if (members.Contains(node))
                entries.Add((edge, members));
        }
        return entries;
    }

    private static List<Node> Union(Node node)
    {
        var union = new List<Node> { node };
        var seen = new HashSet<Node> { node };
        for (var i = 0; i < union.Count; i++)
        {
            foreach (var edge in union[i].EdgesOut)
                if (edge.IsPeer && edge.To is { } to && edge.IsValid && seen.Add(to))
                    union.Add(to);
            foreach (var edge in union[i].EdgesIn)
                if (edge.IsPeer && edge.IsValid && seen.Add(edge.From))
                    union.Add(edge.From);
        }
        return union;
    }

    private static List<Node> Members(Node peer)
    {
        var members = new List<Node> { peer };
        for (var i = 0; i < members.Count; i++)
            foreach (var edge in members[i].EdgesOut)
                if (edge.IsPeer && edge.To is { } to && edge.IsValid && !members.Contains(to))
                    members.Add(to);
        return members;
    }
}

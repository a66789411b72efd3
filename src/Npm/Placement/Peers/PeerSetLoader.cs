using DepGraph.Npm.Packuments;
using DepGraph.Npm.Placement.Building;
using DepGraph.Npm.Placement.Explaining;
using DepGraph.Npm.Placement.Tree;

namespace DepGraph.Npm.Placement.Peers;

/// <summary>
/// Loads what an edge asks for into a virtual tree: a root with the dependencies of the node whose edge it is, the package, its
/// peers, their peers … side by side, so that they agree, and with what else that node asks for.
/// </summary>
internal sealed class PeerSetLoader(InstallContext context, ManifestLoader manifests)
{
    private int _depth;

    /// <summary>A virtual root that stands for the node.</summary>
    /// <param name="node">The node.</param>
    /// <param name="reuse">Whether the last one will do, with what is in it.</param>
    public Node VirtualRootOf(Node node, bool reuse)
    {
        if (reuse && node.VirtualRoot is { } known)
            return known;
        var root = new Node(context, node.Name, node.Manifest) { Source = node, Overrides = node.Overrides };
        root.MakeEdges();
        node.VirtualRoot = root;
        return root;
    }

    /// <summary>Loads what an edge asks for, with its peers.</summary>
    /// <param name="edge">The edge.</param>
    /// <param name="parent">The virtual root to load it into; null: a new one for the edge's node.</param>
    /// <param name="narrower">
    /// Another edge with the same name, that what is loaded should satisfy too: if it does not, what this one asks for is
    /// taken if it satisfies the first. Null: none.
    /// </param>
    /// <param name="required">What must be right, for the installation asks for it; gains what is loaded on its behalf.</param>
    public async ValueTask<Node> LoadAsync(Edge edge, Node? parent, Edge? narrower, List<Node> required)
    {
        InstallLimits.CheckPeerChain(++_depth);
        InstallLimits.CheckStack();
        parent ??= VirtualRootOf(edge.From, reuse: false);
        var node = await MakeAsync(edge, parent);
        if (narrower is { IsValid: false })
        {
            var second = await MakeAsync(narrower, parent);
            if (edge.IsValid)
                node = second;
        }
        TreeMoves.Attach(node, parent);
        if (IsRequired(edge, required) || (narrower is not null && IsRequired(narrower, required)))
            required.Add(node);
        await LoadPeersAsync(node, required);
        _depth--;
        return node;
    }

    private static bool IsRequired(Edge edge, List<Node> required) =>
        edge.Kind != DependencyKind.PeerOptional && required.Contains(edge.From);

    private async ValueTask<Node> MakeAsync(Edge edge, Node parent)
    {
        var picked = await manifests.PickAsync(edge);
        var node = new Node(context, edge.Name, picked.Manifest) { Failure = picked.Failure };
        if (picked.Failure is not null)
            context.AddFailed(node);
        TreeMoves.Attach(node, parent);
        node.MakeEdges();
        return node;
    }

    private async ValueTask LoadPeersAsync(Node node, List<Node> required)
    {
        if (PeerEdgesOf(node) is not { } edges)
            return;
        foreach (var edge in edges)
        {
            // A compatible peer may have taken this node's place meanwhile.
            if (node.Parent is not { } parent)
                return;
            if (edge.To is not null && edge.IsValid)
                continue;
            var conflictIsFine = context.Options.Force || (!parent.Source!.IsRoot && !context.Options.StrictPeerDeps);
            if (edge.To is null)
            {
                if (parent.FindEdge(edge.Name) is not { } parentEdge)
                {
                    await LoadAsync(edge, parent, null, required);
                    continue;
                }
                // The parent's own wish counts, narrowed down to this one if that can be.
                var dep = await LoadAsync(parentEdge, parent, edge, required);
                if (edge.IsValid)
                    continue;
                if (conflictIsFine || !required.Contains(dep))
                {
                    edge.IsPeerConflicted = true;
                    continue;
                }
                if (node.Parent is null)
                    return;
                throw PeerConflict.InPeerSet(edge);
            }

            // Something else is there: would its dependents be content with what this one asks for?
            var current = edge.To;
            var wanted = await LoadAsync(edge, null, null, required);
            if (Replacement.CanReplace(wanted, current))
                await LoadAsync(edge, parent, null, required);
            else if (!conflictIsFine && required.Contains(edge.From))
                throw PeerConflict.InPeerSet(edge);
        }
    }

    /// <summary>The peer edges to see to, by name; null: none.</summary>
    private static List<Edge>? PeerEdgesOf(Node node)
    {
        List<Edge>? edges = null;
        foreach (var edge in node.EdgesOut)
            if (edge.IsPeer && !(edge.To is not null && edge.IsValid))
                (edges ??= []).Add(edge);
        if (edges is { Count: > 1 })
            edges.Sort(static (left, right) => LocaleOrder.Compare(left.Name.Text, right.Name.Text));
        return edges;
    }
}

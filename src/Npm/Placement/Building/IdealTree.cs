using DepGraph.Npm.Packuments;
using DepGraph.Npm.Placement.Peers;
using DepGraph.Npm.Placement.Placing;
using DepGraph.Npm.Placement.Tree;

namespace DepGraph.Npm.Placement.Building;

/// <summary>
/// Builds the ideal tree: takes node after node, loads what its dependencies ask for and places it, until nothing is missing or
/// wrong. There is no going back on a version that was picked.
/// </summary>
internal sealed class IdealTree
{
    private readonly InstallContext _context;
    private readonly ManifestLoader _manifests;
    private readonly PeerSetLoader _peerSets;
    private readonly TarballOpener _tarballs;
    private readonly DependencyQueue _queue = new();

    public IdealTree(InstallContext context, ManifestLoader manifests, TarballOpener tarballs)
    {
        _context = context;
        _manifests = manifests;
        _peerSets = new PeerSetLoader(context, manifests);
        _tarballs = tarballs;
    }

    /// <summary>Completes the tree below the context's project.</summary>
    /// <exception cref="InstallFailedException">npm would stop here.</exception>
    public async ValueTask BuildAsync()
    {
        _queue.Push(_context.Project!);
        while (_queue.TryPop(out var node))
        {
            if (node.IsSettled || node.Root != _context.Project)
                continue;
            node.IsSettled = true;
            InstallLimits.CountSettled(_context);
            if (node.Manifest.Registered is not null && (node.Manifest.Bundled.Length > 0 || node.HasShrinkwrap))
                await _tarballs.OpenAsync(node);
            await SettleAsync(node);
        }
    }

    private async ValueTask SettleAsync(Node node)
    {
        var problems = ProblemEdges(node);
        if (problems.Count == 0)
            return;
        _manifests.Announce(problems);
        var found = new List<(Edge Edge, Node Dep)>(problems.Count);
        foreach (var edge in problems)
            if (!edge.IsPeerConflicted)
                found.Add((edge, await FindAsync(edge)));
        // Names are distinct: it does not matter that this sort is not stable, as JavaScript's is.
        found.Sort(static (left, right) => LocaleOrder.Compare(left.Edge.Name.Text, right.Edge.Name.Text));
        var placed = new List<Node>();
        foreach (var (edge, dep) in found)
            Visit(new DependencyPlacement(dep, edge), placed);
        foreach (var each in placed)
        foreach (var edge in ProblemEdges(each))
            ManifestLoader.CheckSpec(edge);
    }

    /// <summary>What to place for an edge: something at hand, or loaded.</summary>
    private async ValueTask<Node> FindAsync(Edge edge)
    {
        var node = edge.From;
        var virtualRoot = _peerSets.VirtualRootOf(node, reuse: true);
        if (virtualRoot.FindEdge(edge.Name) is { To: { } known, IsValid: true } && known.Satisfies(edge))
            return known;
        if (edge.Kind == DependencyKind.PeerOptional && FindPlaced(node.Parent ?? node, edge) is { } placed)
            return placed;
        return await _peerSets.LoadAsync(edge, edge.IsPeer ? virtualRoot : null, null, [node]);
    }

    /// <summary>Deals with what a placement changed, then with what its peers' placements did.</summary>
    private void Visit(DependencyPlacement placement, List<Node> allPlaced)
    {
        if (placement.Placed is { } placed)
        {
            if (placed.Failure is not null)
                _context.AddFailed(placed);
            foreach (var edge in placed.EdgesIn)
                if (edge != placement.Edge && !edge.IsPeerConflicted && !edge.IsValid)
                    Requeue(edge.From);
            _queue.Push(placed);
            foreach (var node in placement.Disturbed)
                Requeue(node);
            allPlaced.Add(placed);
        }
        foreach (var peer in placement.Peers)
            Visit(peer, allPlaced);
    }

    private void Requeue(Node node)
    {
        node.IsSettled = false;
        _queue.Push(node);
    }

    /// <summary>
    /// Edges that lead nowhere or to the wrong thing; not those that a bundle or a shrinkwrap takes care of, nor what failed to load.
    /// </summary>
    private List<Edge> ProblemEdges(Node node)
    {
        var problems = new List<Edge>();
        var bundled = node.IsRoot ? [] : node.Manifest.Bundled;
        foreach (var edge in node.EdgesOut)
        {
            if (bundled.Contains(edge.Name.Text))
                continue;
            if (
                edge.To is { } to
                    ? !edge.IsValid && !_context.HasFailed(to) && !to.IsInShrinkwrap
                    : edge.Kind != DependencyKind.PeerOptional
            )
                problems.Add(edge);
        }
        return problems;
    }

    /// <summary>The highest node below a folder that satisfies the edge; not one that a bundle brings along. Null: none.</summary>
    private static Node? FindPlaced(Node top, Edge edge)
    {
        var queue = new List<Node> { top };
        for (var i = 0; i < queue.Count; i++)
        {
            var node = queue[i];
            if (i > 0 && node.Name == edge.Name && !Bundles.IsInDependencysBundle(node) && node.Satisfies(edge))
                return node;
            foreach (var child in node.Children.Nodes)
                queue.Add(child);
        }
        return null;
    }
}

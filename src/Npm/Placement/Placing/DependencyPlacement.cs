using DepGraph.Npm.Placement.Explaining;
using DepGraph.Npm.Placement.Peers;
using DepGraph.Npm.Placement.Tree;

namespace DepGraph.Npm.Placement.Placing;

/// <summary>
/// Puts a package, and what it brings along as peers, into the ideal tree: as high as it can go without a conflict. Made and done at
/// once.
/// </summary>
internal sealed class DependencyPlacement
{
    private readonly DependencyPlacement? _parent;
    private PlacementCheck? _check;
    private PlacementCheck? _ownCheck;

    /// <param name="dep">The package, in a virtual tree beside its peers.</param>
    /// <param name="edge">What to place it for.</param>
    /// <param name="parent">The placement that brings it along as a peer; null: it comes for its own sake.</param>
    public DependencyPlacement(Node dep, Edge edge, DependencyPlacement? parent = null)
    {
        InstallLimits.CheckStack();
        Dep = dep;
        Edge = edge;
        _parent = parent;
        Occupant = edge.To;
        if (edge.To is not null && edge.IsValid)
            return;
        Search();
        if (_check is null && !AllowConflict())
            return;
        Place();
    }

    public Node Dep { get; }

    public Edge Edge { get; }

    /// <summary>What the edge led to before; null: nothing.</summary>
    public Node? Occupant { get; }

    /// <summary>The new node; null when none was needed.</summary>
    public Node? Placed { get; private set; }

    /// <summary>The placements of its peers.</summary>
    public List<DependencyPlacement> Peers { get; } = [];

    /// <summary>Nodes whose dependencies have to be looked at again.</summary>
    public List<Node> Disturbed { get; } = [];

    public DependencyPlacement Outermost => _parent?.Outermost ?? this;

    public bool IsPeersPlacement => _parent is not null;

    /// <summary>The check that passed but for the peers; null: none.</summary>
    public PlacementCheck? OwnCheck => _ownCheck;

    private InstallContext Context => Edge.From.Context;

    private Node Start => NestingTarget.Deepest(_parent?.Start ?? Edge.From, Edge.Name);

    /// <summary>Walks up from the deepest place as long as there is no conflict.</summary>
    private void Search()
    {
        for (var target = Start; target is not null; target = target.Parent)
        {
            // Not into the folder of something that has it as a peer; such places are passed by.
            if (!target.IsTop && target.FindEdge(Edge.Name) is { IsPeer: true })
                continue;
            var check = new PlacementCheck(Dep, Edge, target, _parent?._check, Context.Options.PreferDedupe);
            if (check.OwnResult != Verdict.Conflict)
                _ownCheck = check;
            if (check.Result == Verdict.Conflict)
                return;
            _check = check;
            if (Dep.Failure is not null)
                return;
        }
    }

    /// <summary>
    /// There is no place without a conflict. Whether to go on all the same, ignoring what the peers ask for.
    /// </summary>
    /// <exception cref="InstallFailedException">The conflict is the project's own business.</exception>
    private bool AllowConflict()
    {
        var options = Context.Options;
        if (!options.Force && (options.StrictPeerDeps || ConflictOwner.IsProjects(Outermost.Edge)))
            throw PeerConflict.NoPlace(this);
        if (_ownCheck is null)
        {
            Accept(Edge, Dep);
            return false;
        }
        _check = _ownCheck;
        return true;
    }

    private void Place()
    {
        var check = _check!;
        var target = check.Target;
        if ((check.Result == Verdict.Conflict ? check.OwnResult : check.Result) == Verdict.Keep)
        {
            if (Edge.IsPeer && !Edge.IsValid)
                Accept(Edge, Dep);
            Pruning.PruneDuplicates(target, Context.Options.PreferDedupe, descend: true);
            return;
        }
        for (var node = target; node is not null; node = node.Parent)
            if (!node.IsTop && node.Matches(Dep))
            {
                // A package within itself would nest without end: a link closes the loop.
                Placed = new Node(Context, Dep.Name, node.Manifest) { LinkTarget = node };
                TreeMoves.Attach(Placed, target);
                return;
            }
        PutInto(target);
        PlacePeers();
    }

    private void PutInto(Node target)
    {
        Placed = new Node(Context, Dep.Name, Dep.Manifest) { Failure = Dep.Failure, Overrides = Dep.Overrides };
        Placed.MakeEdges();
        if (target.Children.Find(Edge.Name.Key) is { } former)
            ReplaceFormer(former, Placed);
        else
            TreeMoves.Attach(Placed, target);

        if (Edge.IsPeer && !Placed.Satisfies(Edge))
            Accept(Edge, Dep);
        if (Edge.IsValid && Edge.To is { } other && other != Placed)
            Pruning.PruneDuplicates(other, Context.Options.PreferDedupe, descend: false);
        Pruning.PruneDeeper(target, Placed.Name, Context.Options.PreferDedupe);
    }

    private void PlacePeers()
    {
        foreach (var edge in Placed!.EdgesOut)
        {
            if (!edge.IsPeer || edge.IsPeerConflicted || edge.IsValid)
                continue;
            // An optional peer that nothing brings along, or one whose conflict was accepted: what is there stays.
            if (PeerSet.Of(Dep).Find(edge.Name.Key) is { } peer && peer.Satisfies(edge))
                Peers.Add(new DependencyPlacement(peer, edge, this));
        }
    }

    private void ReplaceFormer(Node former, Node node)
    {
        var target = former.Parent!;
        var orphans = new List<Node>();
        foreach (var edge in former.EdgesOut)
            if (edge.To is { } to && node.FindEdge(edge.Name) is null)
                orphans.AddRange(DependencySets.Gather([to], each => each.To != to));

        var displaced = new List<Node>();
        foreach (var edge in former.EdgesIn.ToArray())
        {
            if (!edge.IsPeer || edge.From.Parent != target || edge.IsPeerConflicted || node.Satisfies(edge))
                continue;
            foreach (var (entry, _) in PeerEntrySets.Of(edge.From))
            {
                var entryNode = entry.To!;
                if (NestingTarget.Deepest(entryNode, entryNode.Name) != target && !entry.From.IsRoot)
                    displaced.AddRange(
                        DependencySets.Gather([entryNode], each => each.To != entryNode && !each.IsPeerConflicted)
                    );
                else
                    Accept(edge, Dep);
            }
        }

        TreeMoves.Replace(former, node);
        Pruning.PruneAfterReplacement(node, orphans);
        foreach (var each in displaced)
        {
            foreach (var edge in each.EdgesIn)
                if (!Disturbed.Contains(edge.From))
                    Disturbed.Add(edge.From);
            TreeMoves.Detach(each);
        }
    }

    private void Accept(Edge edge, Node dep)
    {
        edge.IsPeerConflicted = true;
        PeerConflict.Warn(edge, dep, this);
    }
}

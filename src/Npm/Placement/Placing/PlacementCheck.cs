using DepGraph.Npm.Placement.Peers;
using DepGraph.Npm.Placement.Tree;

namespace DepGraph.Npm.Placement.Placing;

/// <summary>
/// Whether a package, with all its peers, can go into a folder. Looks only; the package lies in a virtual tree beside its peers.
/// </summary>
internal sealed class PlacementCheck
{
    private readonly PlacementCheck? _parent;
    private readonly PeerPath? _path;
    private readonly bool _preferDedupe;

    /// <summary>The dependency was overruled when its peer set was put together: it is not what the edge asks for.</summary>
    private readonly bool _isOverruled;

    private readonly Edge? _targetEdge;
    private Verdict _peersVerdict;

    /// <param name="dep">The package.</param>
    /// <param name="edge">The edge that it is placed for.</param>
    /// <param name="target">The node in whose folder it would lie.</param>
    /// <param name="parent">The check of the package whose peer it is; null: it is nobody's.</param>
    /// <param name="preferDedupe">Whether an older version that is there is better than a newer one. Peers always dedupe.</param>
    /// <param name="path">The packages that are being checked, of which it is a peer; null: none.</param>
    public PlacementCheck(
        Node dep,
        Edge edge,
        Node target,
        PlacementCheck? parent,
        bool preferDedupe,
        PeerPath? path = null
    )
    {
        InstallLimits.CountCheck(dep.Context);
        Dep = dep;
        Edge = edge;
        Target = target;
        _parent = parent;
        _path = path;
        _preferDedupe = preferDedupe || edge.IsPeer;
        Occupant = target.Children.Find(edge.Name.Key);
        _targetEdge = target.FindEdge(edge.Name);
        _isOverruled = !dep.Satisfies(edge);
        Result = Check();
        if (OwnResult == Verdict.Unknown)
            OwnResult = Result;
    }

    public Node Dep { get; }

    public Edge Edge { get; }

    public Node Target { get; }

    /// <summary>What lies there under the name; null: nothing.</summary>
    public Node? Occupant { get; }

    /// <summary>With its peers.</summary>
    public Verdict Result { get; }

    /// <summary>Without regard to its peers.</summary>
    public Verdict OwnResult { get; private set; }

    /// <summary>The checks of its peers.</summary>
    public List<PlacementCheck> Peers { get; } = [];

    /// <summary>The first check of a peer, or of a peer's peer, that found a conflict; level by level. Null: none did.</summary>
    public IEnumerable<PlacementCheck> ConflictingPeers()
    {
        var all = new List<PlacementCheck>(Peers);
        for (var i = 0; i < all.Count; i++)
        {
            if (all[i].Result == Verdict.Conflict)
                yield return all[i];
            all.AddRange(all[i].Peers);
        }
    }

    private Edge EntryEdge => _parent?.EntryEdge ?? Edge;

    private Node DeepestTarget => NestingTarget.Deepest(_parent?.DeepestTarget ?? Edge.From, Edge.Name);

    private Verdict Check()
    {
        // It will be pruned, or fail the installation: any place will do.
        if (Dep.Failure is not null)
            return Occupant is null ? Verdict.Ok : Verdict.Replace;
        if (_targetEdge is { IsPeer: true } && !Target.IsTop)
            return Verdict.Conflict;
        if (Occupant is not null)
            return CheckOccupied(Occupant);
        if (_targetEdge is not null && _targetEdge != Edge && !Dep.Satisfies(_targetEdge))
            return Verdict.Conflict;
        return CheckFree();
    }

    private Verdict CheckOccupied(Node occupant)
    {
        var doesOccupantSatisfy = occupant.Satisfies(Edge);
        if (Dep.Matches(occupant) && (doesOccupantSatisfy || _isOverruled))
            return Verdict.Keep;

        var isNewer = Replacement.Compare(Dep, occupant) >= 0;
        if (
            isNewer
            && Replacement.CanReplace(Dep, occupant)
            && CheckPeers(Verdict.Replace) is var peers and not Verdict.Conflict
        )
            return peers;
        if (doesOccupantSatisfy)
            return Verdict.Keep;
        if (
            _preferDedupe
            && !isNewer
            && Replacement.CanReplace(Dep, occupant)
            && CheckPeers(Verdict.Replace) is var older and not Verdict.Conflict
        )
            return older;

        // It could go deeper: leave the occupant alone.
        if (Target != DeepestTarget)
            return Verdict.Conflict;
        // Here it must go; the occupant will find another place.
        if (!Edge.IsPeer && Target == Edge.From)
            return CheckPeers(Verdict.Replace);
        if (_parent is null && !Edge.IsPeer)
            return Verdict.Conflict;
        return CanMoveAway(occupant) ? CheckPeers(Verdict.Replace) : Verdict.Conflict;
    }

    /// <summary>Whether each peer set of the occupant can be replaced by the new one, or be nested deeper.</summary>
    private bool CanMoveAway(Node occupant)
    {
        var canMove = true;
        foreach (var (entry, members) in PeerEntrySets.Of(occupant))
        {
            if (entry == Edge || entry == EntryEdge)
                continue;
            var entryNode = entry.To!;
            var substitute = PeerSet.Of(Dep).Find(entryNode.Name.Key);
            if (
                substitute is not null
                    ? Replacement.CanReplace(substitute, entryNode, ignoredPeers: Dep.Parent)
                    : AgreesWithNewSet(entryNode)
            )
                continue;
            if (!members.TrueForAll(member => CanNest(member, entry)))
                canMove = false;
        }
        return canMove;
    }

    /// <summary>Whether the peers of a set that stays would be content with the new set's members.</summary>
    private bool AgreesWithNewSet(Node entryNode)
    {
        var walk = new List<Node> { entryNode };
        for (var i = 0; i < walk.Count; i++)
            foreach (var edge in walk[i].EdgesOut)
            {
                if (!edge.IsPeer || !edge.IsValid)
                    continue;
                if (PeerSet.Of(Dep).Find(edge.Name.Key) is { } member)
                {
                    if (!member.Satisfies(edge))
                        return false;
                }
                else if (edge.To is { } to && !walk.Contains(to))
                {
                    walk.Add(to);
                }
            }
        return true;
    }

    private bool CanNest(Node member, Edge entry)
    {
        var deepest = NestingTarget.Deepest(entry.From, member.Name);
        return deepest != Target && !Target.IsWithin(deepest);
    }

    /// <summary>Nothing lies there; but something below may rely on what it finds further up under the name.</summary>
    private Verdict CheckFree()
    {
        if (Target != EntryEdge.From && Target.Resolve(Edge.Name) is { } shadowed)
            foreach (var edge in shadowed.EdgesIn)
                if (edge.From.IsWithin(Target) && edge.IsValid && !Dep.Satisfies(edge))
                    return Verdict.Conflict;
        return CheckPeers(Verdict.Ok);
    }

    private Verdict CheckPeers(Verdict own)
    {
        OwnResult = own;
        if (_peersVerdict != Verdict.Unknown)
            return _peersVerdict;
        _peersVerdict = own;
        PeerPath? path = null;
        foreach (var edge in Dep.EdgesOut)
        {
            if (!edge.IsPeer || edge.To is not { } peer || PeerPath.Contains(path ??= new PeerPath(Dep, _path), peer))
                continue;
            var target = NestingTarget.Deepest(Target, peer.Name);
            var check = new PlacementCheck(peer, edge, target, this, preferDedupe: true, path);
            Peers.Add(check);
            if (check.Result == Verdict.Conflict)
                _peersVerdict = Verdict.Conflict;
        }
        return _peersVerdict;
    }
}

/// <summary>The packages whose peers are being checked, innermost first.</summary>
internal sealed record PeerPath(Node Node, PeerPath? Outer)
{
    public static bool Contains(PeerPath? path, Node node)
    {
        for (; path is not null; path = path.Outer)
            if (path.Node == node)
                return true;
        return false;
    }
}

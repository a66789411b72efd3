using DepGraph.Npm.Placement.Overrides;

namespace DepGraph.Npm.Placement.Tree;

/// <summary>
/// A package in a place, or the root of a tree. Trees are the ideal one, virtual ones in which peer sets are tried out, and what was
/// taken out of either.
/// </summary>
internal sealed class Node
{
    private readonly List<Edge> _edgesIn = [];
    private Edge?[] _edgesOut = [];
    private string? _location;

    /// <summary>Makes a node that is a tree of its own and has no edges yet; see <see cref="MakeEdges"/>.</summary>
    public Node(InstallContext context, FolderName name, NodeManifest manifest)
    {
        Context = context;
        Name = name;
        Manifest = manifest;
        Root = this;
    }

    public InstallContext Context { get; }

    public FolderName Name { get; }

    public NodeManifest Manifest { get; }

    /// <summary>The node in whose folder it lies; null at the top.</summary>
    public Node? Parent { get; set; }

    /// <summary>The top of its tree.</summary>
    public Node Root { get; set; }

    /// <summary>The children, by name.</summary>
    public ChildMap Children;

    /// <summary>Of a virtual root: the node in whose place it stands.</summary>
    public Node? Source { get; init; }

    /// <summary>Of a link: what it leads to.</summary>
    public Node? LinkTarget { get; init; }

    /// <summary>Why its package could not be loaded; null: it was.</summary>
    public LoadFailure? Failure { get; init; }

    /// <summary>The override rules that hold here; null: none.</summary>
    public OverrideSet? Overrides { get; set; }

    /// <summary>The virtual root that stands for it at present; null: there was none yet.</summary>
    public Node? VirtualRoot { get; set; }

    /// <summary>When it came into the ideal tree, counted up; later ones have higher numbers.</summary>
    public int Arrival { get; set; }

    /// <summary>Its dependencies were looked at, and nothing changed since.</summary>
    public bool IsSettled { get; set; }

    public bool IsQueued { get; set; }

    public bool IsDev { get; set; } = true;

    public bool IsOptional { get; set; } = true;

    public bool IsDevOptional { get; set; } = true;

    public bool IsPeer { get; set; } = true;

    public bool IsExtraneous { get; set; } = true;

    public bool IsLink => LinkTarget is not null;

    public bool IsTop => Parent is null;

    public bool IsRoot => Root == this;

    /// <summary>The project itself, not in a virtual guise.</summary>
    public bool IsProject => Context.Project == this;

    public bool HasShrinkwrap => Manifest.HasShrinkwrap;

    public bool IsInShrinkwrap => Parent is { } parent && (parent.HasShrinkwrap || parent.IsInShrinkwrap);

    /// <summary>Whether a package above, the project included, brings it along in its tarball.</summary>
    public bool IsInBundle => Bundles.BundlerOf(this) is not null;

    public bool HasEdgesOut => Manifest.Edges.Length > 0 && !IsLink;

    public IReadOnlyList<Edge> EdgesIn => _edgesIn;

    public int Depth
    {
        get
        {
            var depth = 0;
            for (var node = Parent; node is not null; node = node.Parent)
                depth++;
            return depth;
        }
    }

    /// <summary>The path from the top, for example <c>node_modules/a/node_modules/b</c>; empty at the top.</summary>
    public string Location =>
        _location ??=
            Parent is null ? ""
            : Parent.IsTop ? $"node_modules/{Name}"
            : $"{Parent.Location}/node_modules/{Name}";

    /// <summary>The edges, in the order of the manifest's.</summary>
    public EdgeList EdgesOut => new(this);

    public Edge? FindEdge(FolderName name)
    {
        var place = Manifest.EdgeFor(name);
        return place < 0 || _edgesOut.Length == 0 ? null : EdgeAt(place);
    }

    private Edge EdgeAt(int place)
    {
        if (_edgesOut[place] is { } known)
            return known;
        var made = _edgesOut[place] = new Edge(this, Manifest.Edges[place]);
        made.Reload(isHard: true);
        return made;
    }

    /// <summary>
    /// Makes room for the edges. A virtual root's come into being when somebody asks for one: there are many virtual roots, and few of
    /// their edges matter.
    /// </summary>
    public void MakeEdges()
    {
        if (!HasEdgesOut)
            return;
        _edgesOut = new Edge?[Manifest.Edges.Length];
        if (Source is not null)
            return;
        for (var i = 0; i < _edgesOut.Length; i++)
            EdgeAt(i);
    }

    /// <summary>What Node.js would find from here under a name; null: nothing.</summary>
    public Node? Resolve(FolderName name)
    {
        var key = name.Key;
        for (var node = this; node is not null; node = node.Parent)
            if (node.Children.Find(key) is { } found)
                return found;
        return null;
    }

    public bool Satisfies(Edge edge) => edge.IsSatisfiedBy(this);

    /// <summary>Whether it is this node or lies below it.</summary>
    public bool IsWithin(Node ancestor)
    {
        for (var node = this; node is not null; node = node.Parent)
            if (node == ancestor)
                return true;
        return false;
    }

    /// <summary>Whether both are the same package under the same name.</summary>
    public bool Matches(Node other)
    {
        if (this == other)
            return true;
        if (other.Name != Name)
            return false;
        if (IsLink)
            return other.LinkTarget is { } target && LinkTarget!.Matches(target);
        return Manifest.IsSameAs(other.Manifest);
    }

    public void AddEdgeIn(Edge edge)
    {
        if (edge.Overrides is not null && (Overrides is null || !Overrides.IsEqualTo(edge.Overrides)))
            GainOverrides(edge.Overrides);
        _edgesIn.Add(edge);
    }

    public void RemoveEdgeIn(Edge edge)
    {
        _edgesIn.Remove(edge);
        if (edge.Overrides is not null)
            LoseOverrides(edge.Overrides);
    }

    /// <summary>An edge with these rules leads here now: the more specific rules hold.</summary>
    public void GainOverrides(OverrideSet? rules) => OverrideFlow.Gain(this, rules);

    /// <summary>An edge with these rules does not lead here any more.</summary>
    public void LoseOverrides(OverrideSet? rules) => OverrideFlow.Lose(this, rules);

    /// <summary>The place changed, here or above.</summary>
    public void ForgetLocation() => _location = null;

    public override string ToString() => $"{Location}: {Manifest.PackageName}@{Manifest.Version}";

    /// <summary>Enumerates edges without an allocation; makes those that are not there yet.</summary>
    public readonly struct EdgeList(Node node)
    {
        public Enumerator GetEnumerator() => new(node);

        public struct Enumerator(Node node)
        {
            private int _index = -1;

            public readonly Edge Current => node.EdgeAt(_index);

            public bool MoveNext() => ++_index < node._edgesOut.Length;
        }
    }
}

using DepGraph.Npm.Packuments;
using DepGraph.Npm.Placement.Overrides;

namespace DepGraph.Npm.Placement.Tree;

/// <summary>
/// A dependency of one node, and the node that it finds by walking up the folders. Kept up to date by <see cref="TreeMoves"/>.
/// </summary>
internal sealed class Edge
{
    private readonly EdgeSpec _spec;
    private EdgeError _error;
    private Demand? _overriding;
    private OverrideSet? _overridingOf;

    /// <summary>Makes an edge that has not looked for its target yet.</summary>
    public Edge(Node from, EdgeSpec spec)
    {
        From = from;
        _spec = spec;
        Overrides = from.Overrides?.RuleFor(this);
    }

    public Node From { get; }

    /// <summary>What it finds; null: nothing.</summary>
    public Node? To { get; private set; }

    public FolderName Name => _spec.Name;

    public DependencyKind Kind => _spec.Kind;

    public bool IsPeer => _spec.IsPeer;

    public bool IsOptional => _spec.IsOptional;

    public bool IsDev => _spec.Kind == DependencyKind.Dev;

    /// <summary>The spec as declared, whatever an override says.</summary>
    public Demand Declared => _spec.Demand;

    /// <summary>The override rules that hold for the edge and what is behind it; null: none.</summary>
    public OverrideSet? Overrides { get; private set; }

    /// <summary>Its peer conflict was accepted: the edge is left as it is.</summary>
    public bool IsPeerConflicted { get; set; }

    /// <summary>Where the edge stands in its name's <see cref="FolderName.Seekers"/>; −1: not in the ideal tree.</summary>
    public int SeekerIndex { get; set; } = -1;

    /// <summary>What it asks for, by the override if there is one.</summary>
    /// <exception cref="InstallFailedException">A reference in the override leads nowhere.</exception>
    public Demand Wanted =>
        Overrides is { Value: { } value } && value != "*" && Overrides.Name == Name.Text
            ? Overriding(value)
            : _spec.Demand;

    public bool IsValid => Error == EdgeError.None;

    public EdgeError Error
    {
        get
        {
            if (_error == EdgeError.Unknown)
                _error = Evaluate();
            return _error;
        }
    }

    /// <summary>Whether the node would do.</summary>
    public bool IsSatisfiedBy(Node node)
    {
        if (node.Name != Name)
            return false;
        if (Overrides?.KeySpec is not { } keySpec || node.HasShrinkwrap || node.IsInShrinkwrap || node.IsInBundle)
            return Admits(Declared, node);
        // Neither what the override asks for nor what it replaces: then it is a version that the rule is not about.
        return Admits(Wanted, node) || (Admits(Declared, node) && !Admits(From.Context.DemandOf(Name, keySpec), node));
    }

    /// <summary>Looks again for the target.</summary>
    /// <param name="isHard">Whether to judge it anew even if it is the same.</param>
    public void Reload(bool isHard)
    {
        OverrideSet? former = null;
        var hasNewRule = false;
        if (From.Overrides is { } rules)
        {
            var rule = rules.RuleFor(this);
            hasNewRule = !rule.IsEqualTo(Overrides);
            if (hasNewRule)
                (former, Overrides) = (Overrides, rule);
        }
        else
        {
            Overrides = null;
        }
        var found = From.Resolve(Name);
        if (found != To)
        {
            To?.RemoveEdgeIn(this);
            To = found;
            _error = EdgeError.Unknown;
            found?.AddEdgeIn(this);
        }
        else if (isHard)
        {
            _error = EdgeError.Unknown;
        }
        else if (hasNewRule && To is not null)
        {
            To.LoseOverrides(former);
            To.GainOverrides(Overrides);
        }
    }

    public override string ToString() => $"{From} {Kind} {Name}@{Declared.Text}";

    private EdgeError Evaluate()
    {
        if (To is not { } to)
            return IsOptional ? EdgeError.None : EdgeError.Missing;
        if (IsPeer && From == to.Parent && !From.IsTop)
            return EdgeError.PeerLocal;
        if (!IsSatisfiedBy(to))
            return EdgeError.Invalid;
        return
            Overrides is not null
            && to.Overrides is not null
            && to.HasEdgesOut
            && OverrideSet.DoConflict(Overrides, to.Overrides)
            ? EdgeError.Invalid
            : EdgeError.None;
    }

    private bool Admits(Demand demand, Node node) =>
        demand.Admits(node.Manifest) || _spec.Accepted?.Admits(node.Manifest) == true;

    private Demand Overriding(string value)
    {
        if (_overriding is null || _overridingOf != Overrides)
        {
            var text = value.StartsWith('$') ? OverrideReference.Resolve(value, this) : value;
            (_overriding, _overridingOf) = (From.Context.DemandOf(Name, text), Overrides);
        }
        return _overriding;
    }
}

using DepGraph.Npm.Packuments;

namespace DepGraph.Npm.Placement.Tree;

/// <summary>One dependency that a manifest declares, the same object for every node of that manifest.</summary>
internal sealed class EdgeSpec(
    FolderName name,
    DependencyKind kind,
    string range,
    Requirement? requirement,
    string? accept
)
{
    private Demand? _demand;
    private Demand? _accepted;

    public FolderName Name { get; } = name;

    public DependencyKind Kind { get; } = kind;

    public string Range { get; } = range;

    public bool IsPeer => Kind is DependencyKind.Peer or DependencyKind.PeerOptional;

    public bool IsOptional => Kind is DependencyKind.Optional or DependencyKind.PeerOptional;

    public Demand Demand =>
        _demand ??= requirement?.Spec is { } spec ? Demand.Of(Range, spec) : Demand.Parse(Name.Text, Range);

    /// <summary>What is good enough too, by <c>acceptDependencies</c>; null: nothing else.</summary>
    public Demand? Accepted =>
        accept is null ? null : _accepted ??= Demand.Parse(Name.Text, accept.Length == 0 ? "*" : accept);
}

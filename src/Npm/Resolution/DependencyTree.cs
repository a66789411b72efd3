using DepGraph.Npm.Packuments;

namespace DepGraph.Npm.Resolution;

/// <summary>
/// The graph's view as a tree: every requirement is a node, and a version's own requirements stand below the first node
/// of it only, so that the tree has as many nodes as the <see cref="DependencySet"/> has edges. Immutable.
/// </summary>
public sealed class DependencyTree
{
    private readonly TreeNode[] _nodes;
    private readonly bool _isCutShort;
    private string? _text;

    internal DependencyTree(
        VersionManifest root,
        TreeNode[] nodes,
        ResolutionProblem[] problems,
        HeadUse[] heads,
        bool isCutShort
    )
    {
        Root = root;
        _nodes = nodes;
        _isCutShort = isCutShort;
        Problems = problems;
        Heads = heads;
        IsComplete = problems.Length == 0;
        EstimatedBytes = SetSize.OfTree(nodes, problems, heads);
    }

    /// <summary>The version at the tree's root.</summary>
    public VersionManifest Root { get; }

    /// <summary>
    /// The nodes in pre-order, the root first; siblings in the order of <c>npm ls</c>: by name, as English sorts them.
    /// </summary>
    public IReadOnlyList<TreeNode> Nodes => _nodes;

    /// <summary>How many nodes it has, the root not counted.</summary>
    public int TotalCount => _nodes.Length - 1;

    /// <summary>Whether every node resolved. A depth asked for does not make a tree incomplete.</summary>
    public bool IsComplete { get; }

    /// <summary>The nodes that lead nowhere, in the order of <see cref="Nodes"/>.</summary>
    public IReadOnlyList<ResolutionProblem> Problems { get; }

    /// <summary>Every package that was asked for, the root's first.</summary>
    public IReadOnlyList<HeadUse> Heads { get; }

    /// <summary>
    /// The tree as <c>npm ls --all</c> would draw it, lines separated by a line feed, at most about
    /// <see cref="ResolutionLimits.MaximumTextLength"/> characters. Drawn on first use.
    /// </summary>
    public string Text => _text ??= TreeText.Draw(Root, _nodes, _isCutShort);

    /// <summary>Heap bytes of the tree and its text, without the heads it points into.</summary>
    public long EstimatedBytes { get; }

    /// <summary>Builds the tree below a version, depth first.</summary>
    /// <param name="root">Where to begin.</param>
    /// <param name="kinds">The kinds of dependencies to follow, at every level.</param>
    /// <param name="maxDepth">
    /// How many levels to follow; null: all. With a bound a version is expanded again where it stands higher than before,
    /// so that the tree holds every version that the set with the same bound has.
    /// </param>
    /// <param name="heads">Where to find packages.</param>
    public static DependencyTree Build(VersionManifest root, DependencyKinds kinds, int? maxDepth, IHeadSource heads) =>
        new DependencyTreeBuilder(root, kinds, maxDepth ?? int.MaxValue, heads).Build();
}

using DepGraph.Npm.Packuments;

namespace DepGraph.Npm.Resolution;

/// <summary>One place in a <see cref="DependencyTree"/>.</summary>
public sealed class TreeNode
{
    private readonly int _parent;

    internal TreeNode(int index, int parent, int depth, ResolvedDependency? dependency, bool isRepeated, bool isCycle)
    {
        Index = index;
        _parent = parent;
        Depth = depth;
        Dependency = dependency;
        IsRepeated = isRepeated;
        IsCycle = isCycle;
    }

    /// <summary>Its place in the tree's list; 0 is the root.</summary>
    public int Index { get; }

    /// <summary>The place of the node that requires it; null for the root.</summary>
    public int? Parent => _parent < 0 ? null : _parent;

    /// <summary>Edges from the root; 0 for the root.</summary>
    public int Depth { get; }

    /// <summary>What its parent declares, and what became of it; null for the root.</summary>
    public ResolvedDependency? Dependency { get; }

    /// <summary>Whether its children stand at an earlier node of the same version, and so not here.</summary>
    public bool IsRepeated { get; }

    /// <summary>Whether that earlier node is one of its ancestors.</summary>
    public bool IsCycle { get; }

    internal VersionManifest? Target => Dependency?.Target;

    internal int ParentOrMinusOne => _parent;
}

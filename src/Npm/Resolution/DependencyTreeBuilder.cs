using System.Runtime.InteropServices;
using DepGraph.Npm.Packuments;

namespace DepGraph.Npm.Resolution;

/// <summary>
/// Walks depth first with a stack of its own, so that no graph is too deep. The stack holds the children still to be
/// visited, last sibling deepest; a mark below them closes their parent when all have been taken.
/// </summary>
internal sealed class DependencyTreeBuilder(
    VersionManifest root,
    DependencyKinds kinds,
    int maxDepth,
    IHeadSource source
)
{
    private readonly List<TreeNode> _nodes = [];
    private readonly List<Pending> _stack = [];
    private readonly Dictionary<VersionManifest, Visit> _visits = [];
    private readonly List<ResolutionProblem> _problems = [];
    private readonly HeadUses _heads = new();
    private ResolvedDependency[] _siblings = [];
    private bool _isCutShort;

    public DependencyTree Build()
    {
        _heads.Add(root.Head);
        _nodes.Add(new TreeNode(0, -1, 0, null, isRepeated: false, isCycle: false));
        if (maxDepth > 0)
            Expand(root, 0);
        while (_stack.Count > 0)
        {
            var next = _stack[^1];
            _stack.RemoveAt(_stack.Count - 1);
            if (next.Dependency is null)
                CollectionsMarshal.GetValueRefOrNullRef(_visits, next.Closes!).IsOpen = false;
            else
                Place(next.Dependency, next.Parent);
        }
        return new DependencyTree(root, [.. _nodes], [.. _problems], _heads.ToArray(), _isCutShort);
    }

    private void Place(ResolvedDependency dependency, int parent)
    {
        var depth = _nodes[parent].Depth + 1;
        var target = dependency.Target;
        bool isRepeated = false,
            isCycle = false;
        if (target is not null && _visits.TryGetValue(target, out var visit))
        {
            isCycle = visit.IsOpen;
            isRepeated = isCycle || visit.Depth <= depth || maxDepth == int.MaxValue;
        }
        _nodes.Add(new TreeNode(_nodes.Count, parent, depth, dependency, isRepeated, isCycle));
        if (target is null)
            AddProblem(dependency, _nodes[parent].Target ?? root);
        else if (!isRepeated)
            AddVersion(target, depth);
    }

    private void AddVersion(VersionManifest version, int depth)
    {
        _heads.Add(version.Head);
        if (depth < maxDepth)
            Expand(version, _nodes.Count - 1);
    }

    private void Expand(VersionManifest version, int node)
    {
        var requirements = version.Head.RequirementsAt(version.Index, kinds);
        if (
            requirements.Length > 0
            && _nodes.Count + _stack.Count + requirements.Length > ResolutionLimits.MaximumEdges
        )
        {
            if (!_isCutShort)
                _problems.Add(ResolutionProblem.CutShort(requirements[0], version));
            _isCutShort = true;
            return;
        }
        _visits[version] = new Visit { Depth = _nodes[node].Depth, IsOpen = true };
        _stack.Add(new Pending(null, -1, version));
        if (_siblings.Length < requirements.Length)
            _siblings = new ResolvedDependency[Math.Max(requirements.Length, 2 * _siblings.Length)];
        for (var i = 0; i < requirements.Length; i++)
            _siblings[i] = new ResolvedDependency(requirements[i], Resolver.Resolve(requirements[i], source, version));
        var siblings = _siblings.AsSpan(0, requirements.Length);
        siblings.Sort(NpmListOrder.Compare);
        for (var i = siblings.Length - 1; i >= 0; i--)
            _stack.Add(new Pending(siblings[i], node, null));
    }

    private void AddProblem(ResolvedDependency dependency, VersionManifest requiredBy)
    {
        var requirement = dependency.Requirement;
        _heads.Add(requirement, dependency.State, source);
        _problems.Add(
            new ResolutionProblem(
                dependency.State,
                requirement.Name,
                requirement.Range,
                requiredBy,
                dependency.Message!
            )
        );
    }

    private readonly record struct Pending(ResolvedDependency? Dependency, int Parent, VersionManifest? Closes);

    private struct Visit
    {
        /// <summary>Depth of the highest node below which the version's children stand.</summary>
        public int Depth;

        /// <summary>Whether that node is an ancestor of what is being visited.</summary>
        public bool IsOpen;
    }
}

using System.Runtime.InteropServices;
using DepGraph.Npm.Packuments;

namespace DepGraph.Npm.Resolution;

/// <summary>
/// Walks breadth first with a queue of versions in discovery order; the edges of one version lie side by side. Then
/// sorts the versions by (depth, name, version) and gives edges their final numbers.
/// </summary>
internal sealed class DependencySetBuilder(
    VersionManifest root,
    DependencyKinds kinds,
    int maxDepth,
    IHeadSource source
)
{
    private readonly List<Found> _found = [];
    private readonly List<Edge> _edges = [];
    private readonly Dictionary<VersionManifest, int> _indexes = [];
    private readonly List<ResolutionProblem> _problems = [];
    private readonly HeadUses _heads = new();
    private bool _isCutShort;

    public DependencySet Build()
    {
        _heads.Add(root.Head);
        Discover(root, 0);
        for (var i = 0; i < _found.Count && _found[i].Depth < maxDepth && !_isCutShort; i++)
            Expand(i);
        return Assemble();
    }

    private void Expand(int from)
    {
        var (version, depth) = (_found[from].Version, _found[from].Depth);
        var firstEdge = _edges.Count;
        foreach (var requirement in version.Head.RequirementsAt(version.Index, kinds))
        {
            if (_edges.Count == ResolutionLimits.MaximumEdges)
            {
                _isCutShort = true;
                _problems.Add(ResolutionProblem.CutShort(requirement, version));
                break;
            }
            var resolution = Resolver.Resolve(requirement, source, version);
            var to = resolution.Target is { } target ? Discover(target, depth + 1) : -1;
            if (to < 0)
                _heads.Add(requirement, resolution.State, source);
            _edges.Add(new Edge(to, requirement, resolution.State, resolution.Message));
        }
        ref var entry = ref CollectionsMarshal.AsSpan(_found)[from];
        entry.FirstEdge = firstEdge;
        entry.EdgeCount = _edges.Count - firstEdge;
    }

    private int Discover(VersionManifest version, int depth)
    {
        ref var index = ref CollectionsMarshal.GetValueRefOrAddDefault(_indexes, version, out var exists);
        if (exists)
            return index;
        index = _found.Count;
        _found.Add(new Found(version, depth));
        _heads.Add(version.Head);
        return index;
    }

    private DependencySet Assemble()
    {
        var found = CollectionsMarshal.AsSpan(_found);
        var order = new int[found.Length];
        for (var i = 0; i < order.Length; i++)
            order[i] = i;
        Array.Sort(order, (left, right) => Compare(_found[left], _found[right]));
        var numbers = new int[order.Length];
        for (var i = 0; i < order.Length; i++)
            numbers[order[i]] = i;

        var edges = new DependencySetEdge[_edges.Count];
        var requiredBy = new List<VersionManifest>?[order.Length];
        var next = 0;
        for (var from = 0; from < order.Length; from++)
        {
            ref readonly var entry = ref found[order[from]];
            foreach (var edge in CollectionsMarshal.AsSpan(_edges).Slice(entry.FirstEdge, entry.EdgeCount))
                edges[next++] = Finish(edge, from, entry.Version, numbers, requiredBy);
        }

        var entries = new DependencySetEntry[order.Length - 1];
        for (var i = 1; i < order.Length; i++)
            entries[i - 1] = new DependencySetEntry(
                found[order[i]].Version,
                found[order[i]].Depth,
                requiredBy[i]!.ToArray()
            );
        return new DependencySet(root, entries, edges, [.. _problems], _heads.ToArray());
    }

    private DependencySetEdge Finish(
        in Edge edge,
        int from,
        VersionManifest source,
        int[] numbers,
        List<VersionManifest>?[] requiredBy
    )
    {
        if (edge.To < 0)
        {
            var (name, range) = (edge.Requirement.Name, edge.Requirement.Range);
            _problems.Add(new ResolutionProblem(edge.State, name, range, source, edge.Message!));
            return new DependencySetEdge(from, -1, source, null, edge.Requirement, edge.State);
        }
        var to = numbers[edge.To];
        var requirers = requiredBy[to] ??= [];
        if (requirers.Count == 0 || requirers[^1] != source)
            requirers.Add(source);
        return new DependencySetEdge(from, to, source, _found[edge.To].Version, edge.Requirement, edge.State);
    }

    private static int Compare(in Found left, in Found right)
    {
        var byDepth = left.Depth.CompareTo(right.Depth);
        return byDepth != 0 ? byDepth : VersionOrder.Instance.Compare(left.Version, right.Version);
    }

    private struct Found(VersionManifest version, int depth)
    {
        public readonly VersionManifest Version = version;
        public readonly int Depth = depth;
        public int FirstEdge;
        public int EdgeCount;
    }

    private readonly record struct Edge(int To, Requirement Requirement, ResolutionState State, string? Message);
}

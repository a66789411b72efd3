using DepGraph.Npm.Packuments;

namespace DepGraph.Npm.Resolution;

/// <summary>
/// Finds the shortest paths one after the other, after Lawler and Yen: the best path of a class is given out, and what remains of the
/// class falls into one class for each of its edges, of those paths that leave it there. Distances to the wanted versions, found
/// once by going backwards, say how long the best of a class is at least, and mostly lead straight to it. Only where that way
/// comes back to the class's own beginning are the distances found anew without it. So each path costs at most its
/// length times the edges of the set, however many paths there are.
/// </summary>
internal sealed class PathSearch
{
    private readonly SetGraph _graph;
    private readonly FoundPaths _found;
    private readonly PriorityQueue<PathCandidate, PathCandidate> _candidates = new(PathOrder.Instance);
    private readonly PathDistances _overall;
    private readonly PathDistances _detour;
    private readonly int[] _excluded;
    private readonly int[] _wanted;
    private readonly bool[] _isBlocked;
    private readonly long _maximumLooks;
    private long _looks;
    private int _round;

    public PathSearch(DependencySet set, Func<VersionManifest, bool> isWanted, int first, long maximumLooks)
    {
        (_graph, _maximumLooks) = (new SetGraph(set), maximumLooks);
        _found = new FoundPaths(set, first);
        _wanted = [.. Enumerable.Range(1, set.Entries.Count).Where(node => isWanted(set.Entries[node - 1].Version))];
        (_overall, _detour) = (new PathDistances(_graph), new PathDistances(_graph));
        (_excluded, _isBlocked) = (new int[_graph.EdgeCount], new bool[_graph.NodeCount]);
    }

    public DependencyPaths Run()
    {
        if (_wanted.Length == 0 || _found.IsDone)
            return _found.ToResult(isGivenUp: false);
        // No path comes back to the root.
        _isBlocked[0] = true;
        _looks += _overall.Measure(_wanted, _isBlocked);
        Divide(new PathCandidate([], 0, [], 0, []));
        while (!_found.IsDone && _looks <= _maximumLooks && _candidates.TryDequeue(out var candidate, out _))
        {
            if (candidate.Path is { } path)
            {
                _found.Add(path);
                Divide(candidate);
            }
            else if (Complete(candidate) is { } best)
                _candidates.Enqueue(best, best);
        }
        return _found.ToResult(isGivenUp: _candidates.Count > 0);
    }

    /// <summary>
    /// Makes the classes that are left of one when its best path is taken away: no path of them ends where they part from it, for that
    /// would have been a better one.
    /// </summary>
    private void Divide(PathCandidate taken)
    {
        var path = taken.Path!;
        for (var shared = 0; shared <= path.Length; shared++)
        {
            var node = NodeAt(path, shared);
            _isBlocked[node] = true;
            _looks++;
            if (shared < taken.Shared)
                continue;
            int[] excluded =
                shared == path.Length ? []
                : shared == taken.Shared ? [.. taken.Excluded, path[shared]]
                : [path[shared]];
            Exclude(excluded);
            if (Shortest(node, _overall) is var rest and < int.MaxValue)
            {
                var candidate = new PathCandidate(path, shared, excluded, shared + rest, null);
                _candidates.Enqueue(candidate, candidate);
            }
        }
        Unblock(path, path.Length);
    }

    /// <summary>The class with its best path; null when it has none.</summary>
    private PathCandidate? Complete(PathCandidate candidate)
    {
        var (path, shared) = (candidate.Origin, candidate.Shared);
        for (var i = 0; i <= shared; i++)
            _isBlocked[NodeAt(path, i)] = true;
        _looks += shared;
        Exclude(candidate.Excluded);
        var node = NodeAt(path, shared);
        var best = Follow(path.AsSpan(0, shared), node, candidate.Length - shared, _overall);
        if (best is null)
        {
            _looks += _detour.Measure(_wanted, _isBlocked);
            if (Shortest(node, _detour) is var rest and < int.MaxValue)
                best = Follow(path.AsSpan(0, shared), node, rest, _detour);
        }
        Unblock(path, shared);
        return best is null ? null : candidate with { Length = best.Length, Path = best };
    }

    /// <summary>Edges from a node to a wanted version, one at least, by distances; int.MaxValue: there is no way.</summary>
    private int Shortest(int node, PathDistances distances)
    {
        var shortest = int.MaxValue;
        for (var edge = _graph.FirstOut(node); edge < _graph.FirstOut(node + 1); edge++)
            if (IsAllowed(edge) && distances[_graph.Target(edge)] is var rest && rest < shortest)
                shortest = rest + 1;
        _looks += _graph.FirstOut(node + 1) - _graph.FirstOut(node);
        return shortest;
    }

    /// <summary>
    /// The first way of a length by the order of its edges, after those that are given; null when it comes back to the beginning.
    /// </summary>
    private int[]? Follow(ReadOnlySpan<int> beginning, int node, int length, PathDistances distances)
    {
        var path = new int[beginning.Length + length];
        beginning.CopyTo(path);
        for (var rest = length - 1; rest >= 0; rest--)
        {
            var edge = _graph.FirstOut(node);
            while (distances[_graph.Target(edge)] != rest || (rest == length - 1 && !IsAllowed(edge)))
                edge++;
            _looks += edge - _graph.FirstOut(node) + 1;
            node = _graph.Target(edge);
            if (_isBlocked[node])
                return null;
            path[^(rest + 1)] = edge;
        }
        return path;
    }

    private bool IsAllowed(int edge) =>
        _excluded[edge] != _round && _graph.Target(edge) is >= 0 and var target && !_isBlocked[target];

    private void Exclude(int[] edges)
    {
        _round++;
        foreach (var edge in edges)
            _excluded[edge] = _round;
        _looks += edges.Length;
    }

    private void Unblock(int[] path, int shared)
    {
        for (var i = 0; i <= shared; i++)
            _isBlocked[NodeAt(path, i)] = false;
    }

    private int NodeAt(int[] path, int place) => place == 0 ? 0 : _graph.Target(path[place - 1]);
}

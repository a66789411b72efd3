namespace DepGraph.Npm.Resolution;

/// <summary>
/// The shorter first; of the same length, those whose best path is still to be found, then by the edges in the order of the set.
/// </summary>
internal sealed class PathOrder : IComparer<PathCandidate>
{
    public static PathOrder Instance { get; } = new();

    public int Compare(PathCandidate? x, PathCandidate? y)
    {
        if (x!.Length != y!.Length)
            return x.Length.CompareTo(y.Length);
        return (x.Path, y.Path) switch
        {
            (null, null) => 0,
            (null, _) => -1,
            (_, null) => 1,
            var (one, other) => one.AsSpan().SequenceCompareTo(other),
        };
    }
}

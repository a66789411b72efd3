namespace DepGraph.Npm.Resolution;

/// <summary>Collects what a search finds, in the order of the answer, as long as more is wanted and the whole stays small.</summary>
internal sealed class FoundPaths(DependencySet set, int first)
{
    private readonly List<DependencyPath> _paths = [];
    private int _steps;
    private bool _isFull;

    /// <summary>Whether nothing more is taken.</summary>
    public bool IsDone => _isFull || _paths.Count >= first;

    public void Add(int[] edges)
    {
        // The first is given however long it is: it is the answer to most questions.
        _isFull |= _paths.Count > 0 && _steps + edges.Length > ResolutionLimits.MaximumPathSteps;
        if (IsDone)
            return;
        _steps += edges.Length;
        _paths.Add(new DependencyPath(Array.ConvertAll(edges, edge => set.Edges[edge])));
    }

    /// <param name="isGivenUp">Whether the search may have left something out.</param>
    public DependencyPaths ToResult(bool isGivenUp) => new(_paths, _isFull || (isGivenUp && _paths.Count < first));
}

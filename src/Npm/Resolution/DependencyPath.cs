namespace DepGraph.Npm.Resolution;

/// <summary>A way through a <see cref="DependencySet"/>: each edge begins where the one before it ends.</summary>
/// <param name="Steps">The edges in order, all of them resolved; 1 at least. No two of them begin at the same version.</param>
public sealed record DependencyPath(IReadOnlyList<DependencySetEdge> Steps)
{
    /// <summary>How many edges it has.</summary>
    public int Length => Steps.Count;
}

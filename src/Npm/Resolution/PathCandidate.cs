namespace DepGraph.Npm.Resolution;

/// <summary>
/// All paths that begin alike and then do not take one of some edges, by the best of them.
/// </summary>
/// <param name="Origin">A path that begins as they do.</param>
/// <param name="Shared">How many edges of it are theirs.</param>
/// <param name="Excluded">Edges of which they take none next.</param>
/// <param name="Length">How long the best is; as long as it is not known, how long it is at least.</param>
/// <param name="Path">The best, all its edges; null while it is not known.</param>
internal sealed record PathCandidate(int[] Origin, int Shared, int[] Excluded, int Length, int[]? Path);

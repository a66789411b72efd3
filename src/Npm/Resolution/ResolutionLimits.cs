namespace DepGraph.Npm.Resolution;

/// <summary>Bounds that keep a hostile graph from growing a set or tree without end.</summary>
public static class ResolutionLimits
{
    /// <summary>Most edges of a set and most nodes of a tree; what is beyond is left out, and the result is not complete.</summary>
    public const int MaximumEdges = 500_000;

    /// <summary>
    /// Most edges that a search for paths or cycles looks at, some tenths of a second; then it gives out what it has, and says so.
    /// </summary>
    public const long MaximumLooks = 20_000_000;

    /// <summary>Most steps of all paths that are given out together, but for the first path.</summary>
    public const int MaximumPathSteps = 100_000;

    /// <summary>Most characters of a tree's text; what is beyond is counted in a last line.</summary>
    public const int MaximumTextLength = 4_000_000;
}

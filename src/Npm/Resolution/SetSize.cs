namespace DepGraph.Npm.Resolution;

/// <summary>Estimates the heap bytes of results from what their objects hold on a 64-bit runtime.</summary>
internal static class SetSize
{
    private const int Fixed = 300;
    private const int Entry = 48 + 8;
    private const int Edge = 56 + 8;
    private const int Node = 48 + 8 + 48;
    private const int Problem = 64 + 8;
    private const int Head = 24;

    public static long Of(
        DependencySetEntry[] entries,
        DependencySetEdge[] edges,
        ResolutionProblem[] problems,
        HeadUse[] heads
    )
    {
        long size = Fixed + (long)Edge * edges.Length + Of(problems, heads);
        foreach (var entry in entries)
            size += Entry + 24 + 8 * entry.RequiredBy.Count;
        return size;
    }

    /// <summary>The nodes, and the text that may yet be drawn of them.</summary>
    public static long OfTree(TreeNode[] nodes, ResolutionProblem[] problems, HeadUse[] heads)
    {
        long text = 0;
        foreach (var node in nodes.AsSpan(1))
            text += TreeText.LengthOf(node);
        return Fixed
            + (long)Node * nodes.Length
            + 2 * Math.Min(text, ResolutionLimits.MaximumTextLength)
            + Of(problems, heads);
    }

    public static long Of(ResolutionProblem[] problems, HeadUse[] heads)
    {
        var size = (long)Head * heads.Length;
        foreach (var problem in problems)
            size += Problem + 22 + 2 * problem.Message.Length;
        return size;
    }
}

namespace DepGraph.EndToEnd.MainJob;

/// <summary>The blocks of code in a text.</summary>
internal static class ReadmeBlocks
{
    public static IEnumerable<string> Of(string markdown, string language) =>
        markdown
            .Split($"```{language}\n")
            .Skip(1)
            .Select(rest => rest[..rest.IndexOf("\n```", StringComparison.Ordinal)]);
}

using DepGraph.Npm.Selectors.Conditions;

namespace DepGraph.Npm.Selectors.Parsing;

/// <summary>Reads what stands in <c>:path()</c>: a path below the project, with stars.</summary>
internal sealed class PathParser(SelectorScanner scanner)
{
    /// <exception cref="SelectorException">It is no such path, or more of a pattern than is answered.</exception>
    public Condition Read()
    {
        scanner.SkipSpace();
        var start = scanner.Position;
        var path = scanner.TakeWhile(character => char.IsAsciiLetterOrDigit(character) || "_-@./*".Contains(character));
        scanner.SkipSpace();
        if (scanner.Next != ')')
            throw scanner.Error($"A path has letters, digits, _-@./ and stars{scanner.Instead()}.");
        if (path.Length == 0 || path.StartsWith('/') || path.Split('/').Any(part => part == ".." || IsUnclear(part)))
            throw SelectorScanner.Error(
                "A path below the project is expected, such as `node_modules/**/b*`; `..` is not followed, and `**` stands alone between slashes.",
                start
            );
        var pattern = new PathPattern(path);
        return new PlaceCondition((tree, place) => pattern.Matches(tree.Nodes[tree.Targets[place]].Location));
    }

    private static bool IsUnclear(string part) => part != "**" && part.Contains("**", StringComparison.Ordinal);
}

using System.Security.Cryptography;

namespace DepGraph.EndToEnd.Queue;

/// <summary>A graph as lines of text, so that those of two stores can be compared.</summary>
internal static class GraphLine
{
    /// <param name="state">KNOWN, NAMED or MISSING.</param>
    public static string OfPackage(string name, string state) => $"package {name} {state}";

    /// <param name="content">The packed head.</param>
    public static string OfHead(string name, byte[] content) =>
        $"head {name} {Convert.ToHexStringLower(SHA256.HashData(content))}";

    public static string OfVersion(string name, string version) => $"version {name}@{version}";

    /// <param name="source">The version's name and number.</param>
    /// <param name="kind">As in the API.</param>
    /// <param name="name">As declared.</param>
    /// <param name="range">As declared.</param>
    /// <param name="target">The package that is meant; null for none.</param>
    public static string OfDependency(string source, string kind, string name, string range, string? target) =>
        $"dependency {source} {kind} {name} {range} {target ?? "-"}";

    /// <summary>The same of a package's latest version.</summary>
    public static string OfLatest(string package, string kind, string name, string range, string target) =>
        $"latest {package} {kind} {name} {range} {target}";

    /// <summary>Fails unless both have the same lines, each as often, and says which are only in one.</summary>
    public static void ShouldBe(IReadOnlyList<string> graph, IReadOnlyList<string> expected)
    {
        if (!graph.SequenceEqual(expected))
        {
            Assert.Fail($"Missing: {Only(expected, graph)}\nToo much: {Only(graph, expected)}");
        }
    }

    private static string Only(IEnumerable<string> some, IEnumerable<string> others)
    {
        var counts = others.CountBy(line => line).ToDictionary(StringComparer.Ordinal);
        var only = some.CountBy(line => line).Where(line => counts.GetValueOrDefault(line.Key) < line.Value).ToList();
        return $"{only.Count} lines, such as\n{string.Join('\n', only.Take(10).Select(line => line.Key))}";
    }
}

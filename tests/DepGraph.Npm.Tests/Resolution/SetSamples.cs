using DepGraph.Npm.Resolution;
using FsCheck;
using FsCheck.Fluent;

namespace DepGraph.Npm.Tests.Resolution;

/// <summary>
/// Small sets of every shape: eight versions of four packages, with any edges between them, several side by side too. The
/// version of node n is <c>p{n / 2}@{n % 2 + 1}.0.0</c>; the root is node 0.
/// </summary>
internal static class SetSamples
{
    private const int Nodes = 8;

    public static Gen<IReadOnlyList<(int From, int To)>> Edges { get; } =
        from count in Gen.Choose(0, 18)
        from edges in (
            from source in Gen.Choose(0, Nodes - 1)
            from target in Gen.Choose(0, Nodes - 1)
            select (source, target)
        ).ArrayOf(count)
        select (IReadOnlyList<(int From, int To)>)edges;

    public static DependencySet SetOf(IReadOnlyList<(int From, int To)> edges, int root = 0)
    {
        var lines = Enumerable
            .Range(0, Nodes)
            .Select(node =>
                $"p{node / 2} {node % 2 + 1}.0.0: "
                + string.Join(
                    ", ",
                    edges
                        .Index()
                        .Where(edge => edge.Item.From == node)
                        .Select(edge => $"d{edge.Index}@npm:p{edge.Item.To / 2}@{edge.Item.To % 2 + 1}.0.0")
                )
            );
        var universe = TextUniverse.ParseAsync(string.Join('\n', lines)).GetAwaiter().GetResult();
        return universe.Set($"p{root / 2}", $"{root % 2 + 1}.0.0");
    }
}

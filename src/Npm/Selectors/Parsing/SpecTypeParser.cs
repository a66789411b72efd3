using DepGraph.Npm.Placement;
using DepGraph.Npm.Placement.Tree;
using DepGraph.Npm.Selectors.Conditions;
using DepGraph.Npm.Specs;

namespace DepGraph.Npm.Selectors.Parsing;

/// <summary>Reads what stands in <c>:type()</c>: how a package is asked for by something that depends on it.</summary>
internal sealed class SpecTypeParser(SelectorScanner scanner)
{
    private const string Registry = "registry";

    /// <exception cref="SelectorException">It is no type of a spec.</exception>
    public Condition Read()
    {
        scanner.SkipSpace();
        var start = scanner.Position;
        var name = scanner.TakeWhile(char.IsAsciiLetter);
        scanner.SkipSpace();
        if (name == Registry)
            return new PlaceCondition((tree, place) => tree.Nodes[place].EdgesIn.Any(edge => SpecOf(edge).IsRegistry));
        foreach (var type in Enum.GetValues<SpecType>())
            if (NameOf(type) == name)
                return new PlaceCondition(
                    (tree, place) => tree.Nodes[place].EdgesIn.Any(edge => SpecOf(edge).Type == type)
                );
        throw SelectorScanner.Error(
            $"'{name}' is no type of a spec; there are {Registry}, {string.Join(", ", Enum.GetValues<SpecType>().Select(NameOf))}.",
            start
        );
    }

    private static string NameOf(SpecType type) => type.ToString().ToLowerInvariant();

    private static PackageSpec SpecOf(Edge edge) =>
        edge.Wanted.Spec ?? throw InstallFailedException.Of(edge.Wanted.Error!, $"{edge.Name}@{edge.Wanted.Text}");
}

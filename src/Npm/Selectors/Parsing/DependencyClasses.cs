using DepGraph.Npm.Packuments;
using DepGraph.Npm.Selectors.Conditions;

namespace DepGraph.Npm.Selectors.Parsing;

/// <summary>The conditions that begin with a dot.</summary>
internal static class DependencyClasses
{
    /// <param name="name">Without the dot.</param>
    /// <param name="position">Where it stands.</param>
    /// <exception cref="SelectorException">There is none of that name.</exception>
    public static Condition Find(string name, int position) =>
        name switch
        {
            "prod" => new PlaceCondition((tree, place) => !tree.Nodes[place].IsDev),
            "dev" => Reached(DependencyKind.Dev),
            "optional" => Reached(DependencyKind.Optional),
            "peer" => Reached(DependencyKind.Peer),
            "bundled" => new PlaceCondition((tree, place) => tree.Nodes[place].IsInBundle),
            // A project with workspaces is not selected from.
            "workspace" => new PlaceCondition((_, _) => false),
            _ => throw SelectorScanner.Error(
                $"`.{name}` is no dependency type; there are .prod, .dev, .optional, .peer, .bundled and .workspace. A dot in a name is written `\\.`.",
                position
            ),
        };

    private static PlaceCondition Reached(DependencyKind kind) =>
        new((tree, place) => tree.Reached(kind).Contains(place));
}

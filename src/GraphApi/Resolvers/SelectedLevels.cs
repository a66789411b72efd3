using System.Runtime.CompilerServices;
using DepGraph.GraphQL.Execution;

namespace DepGraph.GraphApi.Resolvers;

/// <summary>How deep into the dependencies of a package an operation goes.</summary>
internal static class SelectedLevels
{
    /// <summary>Counted once for a field, however many packages it asks for and however often its operation runs; gone with its plan.</summary>
    private static readonly ConditionalWeakTable<SelectedField, StrongBox<int>> Known = [];

    /// <summary>
    /// How many levels of dependencies are selected below a field, that is how deep <c>dependencies</c> are nested of which more is selected than
    /// what is declared; <see cref="int.MaxValue"/> where a set, a tree or an installation wants them all; 0 for none.
    /// </summary>
    public static int Below(SelectedField field) =>
        Known.GetValue(field, static field => new StrongBox<int>(CountBelow(field))).Value;

    private static int CountBelow(SelectedField field)
    {
        var levels = 0;
        foreach (var below in field.Below)
        {
            levels = Math.Max(levels, Of(below));
        }

        return levels;
    }

    private static int Of(SelectedField field) =>
        field.Name switch
        {
            "dependencySet" or "dependencyTree" or "paths" or "installation" => int.MaxValue,
            "dependencies" when field.Below.Any(NeedsHead) => Math.Min(CountBelow(field), int.MaxValue - 1) + 1,
            // Who depends on a package is not below it.
            "dependents" => 0,
            _ => CountBelow(field),
        };

    /// <summary>Whether a field of a dependency needs the head of the package that it asks for.</summary>
    private static bool NeedsHead(SelectedField field) =>
        field.Name is "target" or "state" || (field.Name == "package" && !field.Below.All(IsOfName));

    /// <summary>Whether a field of a package says nothing more than its name does.</summary>
    private static bool IsOfName(SelectedField field) =>
        field.Name is "name" or "purl" or "id" or "ecosystem" or "dependents" or "__typename";
}

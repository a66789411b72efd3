using System.Text.Json;
using DepGraph.Npm.Json;
using DepGraph.Npm.Selectors.Matching;

namespace DepGraph.Npm.Selectors.Conditions;

/// <summary>An attribute of a package, or of what its attributes hold.</summary>
/// <param name="Lookups">The members on the way, from the package on; null: the lists found so far are taken apart.</param>
/// <param name="Test">What is asked of the last one.</param>
internal sealed record AttributePath(IReadOnlyList<string?> Lookups, AttributeTest Test)
{
    /// <summary>Whether something at the end of the way passes.</summary>
    public bool Matches(LockedTree tree, int place)
    {
        if (Lookups.Count == 0)
            return Test.Passes(tree.Attribute(place, Test.Name));
        var found = default(List<JsonElement>);
        foreach (var lookup in Lookups)
        {
            if (lookup is null)
            {
                found = found?.SelectMany(Elements).ToList();
                continue;
            }
            found = found is null
                ? First(tree, place, lookup)
                : [.. found.SelectMany(each => Spread(JavaScriptMember.Of(each, lookup)))];
            if (!found.Exists(JavaScriptObject.IsTruthy))
                return false;
        }
        return found is null
            ? Test.Passes(tree.Attribute(place, Test.Name))
            : found.Exists(each => Test.Passes(JavaScriptMember.Of(each, Test.Name)));
    }

    /// <summary>What a package has under a name; a list taken apart.</summary>
    public static List<JsonElement> First(LockedTree tree, int place, string name) =>
        [.. Spread(tree.Attribute(place, name))];

    private static IEnumerable<JsonElement> Spread(JsonElement value) =>
        JavaScriptObject.IsTruthy(value) ? Elements(value) : [];

    private static IEnumerable<JsonElement> Elements(JsonElement value) =>
        value.ValueKind == JsonValueKind.Array ? value.EnumerateArray() : [value];
}

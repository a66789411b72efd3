using System.Text.Json;
using System.Text.Json.Nodes;
using DepGraph.Npm.Json;

namespace DepGraph.Npm.Placement.Building;

/// <summary>The packages that an npm-shrinkwrap.json places, by path, those above before those below.</summary>
internal static class ShrinkwrapEntries
{
    public static IEnumerable<(string Path, JsonElement Entry)> Of(JsonElement shrinkwrap)
    {
        var packages = JavaScriptObject.Member(shrinkwrap, "packages");
        var entries =
            packages.ValueKind == JsonValueKind.Object
                ? JavaScriptObject
                    .Entries(packages)
                    .Where(entry => entry.Name.Length > 0 && entry.Value.ValueKind == JsonValueKind.Object)
                : Nested(JavaScriptObject.Member(shrinkwrap, "dependencies"), "");
        return entries.OrderBy(entry => entry.Name.Length).Select(entry => (entry.Name, entry.Value));
    }

    /// <summary>lockfileVersion 1 nests its entries, and calls their dependencies <c>requires</c>.</summary>
    private static IEnumerable<(string Name, JsonElement Value)> Nested(JsonElement dependencies, string above)
    {
        foreach (var (name, entry) in JavaScriptObject.Entries(dependencies))
        {
            if (entry.ValueKind != JsonValueKind.Object)
                continue;
            var path = $"{above}node_modules/{name}";
            yield return (path, FromVersion1(entry));
            foreach (var nested in Nested(JavaScriptObject.Member(entry, "dependencies"), $"{path}/"))
                yield return nested;
        }
    }

    private static JsonElement FromVersion1(JsonElement entry)
    {
        var made = new JsonObject();
        foreach (var field in (string[])["version", "resolved", "integrity"])
            if (JsonManifest.Text(entry, field) is { } text)
                made[field] = text;
        var requires = JavaScriptObject.Member(entry, "requires");
        if (requires.ValueKind == JsonValueKind.Object)
            made["dependencies"] = JsonObject.Create(requires);
        using var document = JsonDocument.Parse(made.ToJsonString());
        return document.RootElement.Clone();
    }
}

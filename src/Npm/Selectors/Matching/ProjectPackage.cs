using System.Text.Json;
using System.Text.Json.Nodes;
using DepGraph.Npm.Json;
using DepGraph.Npm.Placement.Building;
using DepGraph.Npm.Placement.LockFile;

namespace DepGraph.Npm.Selectors.Matching;

/// <summary>The project's package.json as npm puts it in order when it reads it.</summary>
internal static class ProjectPackage
{
    /// <param name="content">The package.json.</param>
    /// <param name="folder">The name of its folder, for one that has no name.</param>
    public static JsonElement Normalise(JsonElement content, string folder)
    {
        var package = new JsonObject();
        foreach (var (name, value) in JavaScriptObject.Entries(content))
            if (!name.StartsWith('_'))
                package[name] = NodeOf(value);
        if (!IsTrue(content, "name"))
            package["name"] = folder;
        if (IsTrue(content, "version"))
            package["_id"] = $"{package["name"]}@{package["version"]}";
        NormaliseBundle(package, content);
        RemoveOptional(package, content);
        if (JavaScriptObject.Member(content, "scripts") is { ValueKind: not JsonValueKind.Undefined } scripts)
            NormaliseScripts(package, scripts);
        if (
            IsTrue(content, "funding")
            && JavaScriptObject.Member(content, "funding") is { ValueKind: JsonValueKind.String } url
        )
            package["funding"] = new JsonObject { ["url"] = url.GetString() };
        var commands = BinField.Normalise(JavaScriptObject.Member(content, "bin"), JsonManifest.Text(content, "name"));
        package.Remove("bin");
        if (commands.Count > 0)
            package["bin"] = new JsonObject(
                commands.Select(each => KeyValuePair.Create(each.Key, NodeOf((string)each.Value)))
            );
        return JsonSerializer.SerializeToElement(package);
    }

    private static void NormaliseBundle(JsonObject package, JsonElement content)
    {
        var declared = JavaScriptObject.Member(content, "bundleDependencies");
        if (declared.ValueKind == JsonValueKind.Undefined)
            declared = JavaScriptObject.Member(content, "bundledDependencies");
        package.Remove("bundledDependencies");
        package.Remove("bundleDependencies");
        if (declared.ValueKind is JsonValueKind.Array)
            package["bundleDependencies"] = NodeOf(declared);
        else if (declared.ValueKind is JsonValueKind.True or JsonValueKind.False or JsonValueKind.Object)
            package["bundleDependencies"] = new JsonArray([
                .. JsonManifest.Bundled(content).Select(name => NodeOf(name)),
            ]);
    }

    private static void RemoveOptional(JsonObject package, JsonElement content)
    {
        var optional = JavaScriptObject.Member(content, "optionalDependencies");
        if (optional.ValueKind != JsonValueKind.Object || package["dependencies"] is not JsonObject dependencies)
            return;
        foreach (var (name, _) in JavaScriptObject.Entries(optional))
            dependencies.Remove(name);
        if (dependencies.Count == 0)
            package.Remove("dependencies");
    }

    private static void NormaliseScripts(JsonObject package, JsonElement scripts)
    {
        if (scripts.ValueKind is not (JsonValueKind.Object or JsonValueKind.Array or JsonValueKind.Null))
            package.Remove("scripts");
        if (package["scripts"] is JsonObject kept)
            foreach (var (name, value) in JavaScriptObject.Entries(scripts))
                if (value.ValueKind != JsonValueKind.String)
                    kept.Remove(name);
    }

    private static bool IsTrue(JsonElement content, string name) =>
        JavaScriptObject.IsTruthy(JavaScriptObject.Member(content, name));

    private static JsonNode? NodeOf<T>(T value) => JsonSerializer.SerializeToNode(value);
}

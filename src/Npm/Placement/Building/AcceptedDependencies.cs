using System.Text.Json;
using DepGraph.Npm.Json;
using DepGraph.Npm.Packuments;
using DepGraph.Npm.Packuments.Packing;

namespace DepGraph.Npm.Placement.Building;

/// <summary>What a manifest's <c>acceptDependencies</c> lets pass beside what it asks for.</summary>
internal static class AcceptedDependencies
{
    /// <summary>By name; null: nothing.</summary>
    public static Dictionary<string, string>? Read(VersionManifest version)
    {
        if (version.JsonOf(VersionExtra.AcceptDependencies) is not { } json)
            return null;
        using var document = JsonDocument.Parse(json);
        return Read(document.RootElement);
    }

    /// <inheritdoc cref="Read(VersionManifest)"/>
    public static Dictionary<string, string>? Read(JsonElement declared)
    {
        var accepted = default(Dictionary<string, string>);
        foreach (var (name, value) in JavaScriptObject.Entries(declared))
            if (value.ValueKind == JsonValueKind.String)
                (accepted ??= [])[name] = value.GetString()!;
        return accepted;
    }
}

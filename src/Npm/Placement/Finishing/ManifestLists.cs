using System.Text.Json;
using DepGraph.Npm.Json;
using DepGraph.Npm.Placement.Tree;

namespace DepGraph.Npm.Placement.Finishing;

/// <summary><c>os</c>, <c>cpu</c> and <c>libc</c> of a manifest, wherever it comes from.</summary>
internal static class ManifestLists
{
    public static IReadOnlyList<string> Of(NodeManifest manifest, string field)
    {
        if (manifest.Registered is { } version)
            return field switch
            {
                "os" => version.Os,
                "cpu" => version.Cpu,
                _ => manifest.Details?.Find(version.Version)?.Libc ?? [],
            };
        if (manifest.Json is not { } json)
            return [];
        var value = JavaScriptObject.Member(json, field);
        return value.ValueKind switch
        {
            JsonValueKind.String => [value.GetString()!],
            JsonValueKind.Array =>
            [
                .. value
                    .EnumerateArray()
                    .Where(each => each.ValueKind == JsonValueKind.String)
                    .Select(each => each.GetString()!),
            ],
            _ => [],
        };
    }
}

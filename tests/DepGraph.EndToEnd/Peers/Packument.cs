using System.Text.Json;

namespace DepGraph.EndToEnd.Peers;

/// <summary>Small packuments, written as a registry would.</summary>
public static class Packument
{
    /// <summary>One version, 1.0.0, that depends on these packages by <c>^1.0.0</c>.</summary>
    public static string Of(string name, params string[] dependencies) => Of(name, [("1.0.0", dependencies)]);

    /// <summary>Several versions, the last being latest; each depends on its packages by <c>^1.0.0</c>.</summary>
    public static string Of(string name, IReadOnlyList<(string Version, string[] Dependencies)> versions) =>
        JsonSerializer.Serialize(
            new Dictionary<string, object>
            {
                ["name"] = name,
                ["dist-tags"] = new { latest = versions[^1].Version },
                ["versions"] = versions.ToDictionary(
                    version => version.Version,
                    version => new
                    {
                        name,
                        version = version.Version,
                        dependencies = version.Dependencies.ToDictionary(dependency => dependency, _ => "^1.0.0"),
                        dist = new { tarball = $"http://registry.invalid/{name}/-/{version.Version}.tgz" },
                    }
                ),
            }
        );
}

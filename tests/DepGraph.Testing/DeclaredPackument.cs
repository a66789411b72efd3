using System.Text.Json.Nodes;

namespace DepGraph.Testing;

/// <summary>Small made-up packuments.</summary>
public static class DeclaredPackument
{
    /// <summary>
    /// An abbreviated document from lines such as <c>1.0.0: a@^1 dev:b@^2 peer:c@* optional:d@1</c>; the last line's version is latest.
    /// </summary>
    public static JsonObject Of(string name, params IEnumerable<string> versions)
    {
        var manifests = new JsonObject();
        var latest = "";
        foreach (var line in versions)
        {
            var parts = line.Split(": ", 2);
            latest = parts[0];
            manifests[latest] = Manifest(name, latest, parts.Length < 2 ? "" : parts[1]);
        }

        return new JsonObject
        {
            ["name"] = name,
            ["dist-tags"] = new JsonObject { ["latest"] = latest },
            ["versions"] = manifests,
        };
    }

    private static JsonObject Manifest(string name, string version, string dependencies)
    {
        var manifest = new JsonObject { ["name"] = name, ["version"] = version };
        foreach (var dependency in dependencies.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var (map, rest) = dependency.Split(':', 2) switch
            {
                ["dev", var text] => ("devDependencies", text),
                ["peer", var text] => ("peerDependencies", text),
                ["optional", var text] => ("optionalDependencies", text),
                _ => ("dependencies", dependency),
            };
            var at = rest.IndexOf('@', 1);
            if (manifest[map] is not JsonObject declared)
            {
                manifest[map] = declared = [];
            }

            declared[rest[..at]] = rest[(at + 1)..];
        }

        return manifest;
    }
}

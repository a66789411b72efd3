using System.Text;
using System.Text.Json.Nodes;
using DepGraph.Npm.Packuments;
using DepGraph.Storage;

namespace DepGraph.Ingestion.Tests.Dependents;

/// <summary>Packages from lines such as <c>1.0.0: a@^1 dev:b@^2 peer:c@* optional:d@1</c>; the last line's version is latest.</summary>
internal static class Declared
{
    public static PackageHead Head(string name, params string[] versions)
    {
        var manifests = new JsonObject();
        var latest = "";
        foreach (var line in versions)
        {
            var parts = line.Split(": ", 2);
            latest = parts[0];
            manifests[latest] = Manifest(name, latest, parts.Length < 2 ? "" : parts[1]);
        }

        return Read(
            name,
            new JsonObject
            {
                ["name"] = name,
                ["dist-tags"] = new JsonObject { ["latest"] = latest },
                ["versions"] = manifests,
            }
        );
    }

    public static HeadWrite Write(PackageHead head, DateTimeOffset? fetchedAt = null) =>
        new()
        {
            Name = head.Name,
            Head = head,
            FetchedAt = fetchedAt ?? DateTimeOffset.UnixEpoch,
        };

    public static HeadWrite Missing(string name) =>
        new()
        {
            Name = name,
            Head = null,
            FetchedAt = DateTimeOffset.UnixEpoch.AddDays(1),
        };

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

    private static PackageHead Read(string name, JsonObject json)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(json.ToJsonString()));
        // The stream is memory: reading completes at once.
        return PackumentReader.ReadAsync(stream, name, full: false).AsTask().GetAwaiter().GetResult().Head;
    }
}

using System.Text;
using System.Text.Json.Nodes;
using DepGraph.Npm.Placement;
using DepGraph.Npm.Tests.Placement.Oracle;

namespace DepGraph.Npm.Tests.Selectors.Oracle;

/// <summary>Projects with what makes npm's reading of a lock file special: rules of overrides, and names that stand in two maps.</summary>
internal static class ProjectVariant
{
    private static readonly string[] Maps =
    [
        "dependencies",
        "devDependencies",
        "optionalDependencies",
        "peerDependencies",
    ];

    /// <summary>A project with more in its package.json; null where npm would not install that.</summary>
    public static async Task<OracleProject?> DrawAsync(OracleProject project, int seed)
    {
        var random = new Random(seed);
        var json = JsonNode.Parse(project.PackageJson)!.AsObject();
        var installed = project.Installation.Packages.Where(package => package.Manifest is not null).ToArray();
        if (installed.Length == 0)
            return null;
        var overrides = new JsonObject();
        for (var i = random.Next(4); i > 0; i--)
            overrides[Key()] =
                random.Next(3) > 0 ? Version() : new JsonObject { ["."] = Version(), [Key()] = Version() };
        if (overrides.Count > 0)
            json["overrides"] = overrides;
        foreach (var map in Maps)
            if (json[map] is JsonObject declared && declared.Count > 0 && random.Next(2) == 0)
            {
                var (name, spec) = declared.ElementAt(random.Next(declared.Count));
                var other = Maps[random.Next(Maps.Length)];
                if (json[other] is null or JsonObject)
                    (json[other] ??= new JsonObject())[name] = random.Next(2) == 0 ? spec?.DeepClone() : "*";
            }
        json["private"] = random.Next(2) == 0;
        json["_private"] = true;
        json["bin"] = "./cli.js";
        json["funding"] = "https://example.org/";
        json["scripts"] = new JsonObject { ["test"] = "node --test", ["odd"] = 1 };
        json["os"] = new JsonArray("linux", "!win32", 20, "");
        json["number"] = random.Next(3);
        if (!ProjectManifest.TryParse(Encoding.UTF8.GetBytes(json.ToJsonString()), out var manifest, out _))
            return null;
        var options = new InstallOptions { LegacyPeerDeps = project.LegacyPeerDeps };
        var installation = await Installation.BuildAsync(manifest, options, CorpusSource.Shared);
        return installation.HasLockFile
            ? new OracleProject($"{project.Name} {json}", json.ToJsonString(), installation, project.LegacyPeerDeps)
            : null;

        InstalledPackage Any() => installed[random.Next(installed.Length)];
        JsonNode Version() =>
            random.Next(4) == 0 ? "*"
            : Any() is var any && random.Next(2) == 0 ? any.Version
            : $"^{any.Version}";
        string Key() => Any() is var any && random.Next(3) > 0 ? any.Name : $"{any.Name}@{any.Version.Split('.')[0]}";
    }
}

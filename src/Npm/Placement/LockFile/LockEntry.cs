using System.Text.Json;
using DepGraph.Npm.Json;
using DepGraph.Npm.Packuments;
using DepGraph.Npm.Packuments.Packing;
using DepGraph.Npm.Placement.Building;
using DepGraph.Npm.Placement.Finishing;
using DepGraph.Npm.Placement.Tree;

namespace DepGraph.Npm.Placement.LockFile;

/// <summary>What a lock file says of one package.</summary>
internal static class LockEntry
{
    private static readonly string[] CopiedFields =
    [
        "peerDependencies",
        "peerDependenciesMeta",
        "optionalDependencies",
        "acceptDependencies",
        "engines",
        "os",
        "cpu",
        "libc",
        "deprecated",
        "workspaces",
    ];

    private static readonly string[] InstallScripts = ["preinstall", "install", "postinstall"];

    public static LockFields Of(Node node)
    {
        var fields = new LockFields();
        if (node.LinkTarget is { } target)
        {
            fields.Add(("resolved", target.Location));
            fields.Add(("link", true));
            return fields;
        }
        var manifest = node.Manifest;
        fields.AddUnlessEmpty("version", manifest.Version);
        if (manifest.PackageName is { } name && (node.IsProject || name != node.Name.Text))
            fields.AddUnlessEmpty("name", name);
        if (manifest.Registered is { } version)
            AddRegistered(fields, version, manifest.Details);
        else if (manifest.Json is { } json)
            AddJson(fields, json, manifest, node.IsTop);
        fields.AddUnlessEmpty("resolved", manifest.Resolved);
        fields.AddUnlessEmpty("integrity", manifest.Integrity);
        fields.AddUnlessEmpty("inBundle", node.IsInBundle);
        fields.AddUnlessEmpty("hasShrinkwrap", manifest.HasShrinkwrap);
        if (node.IsExtraneous)
        {
            fields.Add(("extraneous", true));
            return fields;
        }
        fields.AddUnlessEmpty("peer", node.IsPeer);
        fields.AddUnlessEmpty("dev", node.IsDev);
        fields.AddUnlessEmpty("optional", node.IsOptional);
        fields.AddUnlessEmpty("devOptional", node.IsDevOptional);
        return fields;
    }

    private static void AddRegistered(LockFields fields, VersionManifest version, PackageDetails? details)
    {
        var requirements = new List<Requirement>();
        version.Head.AddInstallRequirements(version.Index, requirements);
        fields.AddUnlessEmpty("dependencies", Map(requirements, kind => kind == DependencyKind.Prod));
        fields.AddUnlessEmpty("optionalDependencies", Map(requirements, kind => kind == DependencyKind.Optional));
        fields.AddUnlessEmpty(
            "peerDependencies",
            Map(requirements, kind => kind is DependencyKind.Peer or DependencyKind.PeerOptional)
        );
        fields.AddUnlessEmpty("peerDependenciesMeta", Json(version.JsonOf(VersionExtra.PeerDependenciesMeta)));
        fields.AddUnlessEmpty("acceptDependencies", Json(version.JsonOf(VersionExtra.AcceptDependencies)));
        fields.AddUnlessEmpty("bundleDependencies", version.BundledNames.ToArray());
        fields.AddUnlessEmpty("funding", Funding(Json(version.JsonOf(VersionExtra.Funding))));
        if (Json(version.JsonOf(VersionExtra.Bin)) is { } bin)
            fields.AddUnlessEmpty("bin", BinField.Normalise(bin, version.Name));
        fields.AddUnlessEmpty("engines", Json(version.EnginesJson));
        fields.AddUnlessEmpty("os", (object?)Json(version.JsonOf(VersionExtra.Os)) ?? version.Os.ToArray());
        fields.AddUnlessEmpty("cpu", (object?)Json(version.JsonOf(VersionExtra.Cpu)) ?? version.Cpu.ToArray());
        fields.AddUnlessEmpty("hasInstallScript", version.HasInstallScript);
        fields.AddUnlessEmpty("deprecated", version.Deprecated);
        if (details?.Find(version.Version) is not { } found)
            return;
        var declared = details.DeclaredForms(version.Version);
        fields.AddUnlessEmpty("libc", (object?)Json(declared.Libc) ?? found.Libc.ToArray());
        fields.AddUnlessEmpty("license", License(Json(declared.License)));
        fields.AddUnlessEmpty("workspaces", Json(declared.Workspaces));
    }

    private static void AddJson(LockFields fields, JsonElement json, NodeManifest manifest, bool isTop)
    {
        foreach (var field in CopiedFields)
            fields.AddUnlessEmpty(field, Member(json, field));
        var optional = JavaScriptObject.Member(json, "optionalDependencies");
        var dependencies = new LockFields();
        foreach (var (name, spec) in JavaScriptObject.Entries(JavaScriptObject.Member(json, "dependencies")))
            if (JavaScriptObject.Member(optional, name).ValueKind == JsonValueKind.Undefined)
                dependencies.Add((name, spec));
        fields.AddUnlessEmpty("dependencies", dependencies);
        if (isTop)
            fields.AddUnlessEmpty("devDependencies", Member(json, "devDependencies"));
        fields.AddUnlessEmpty("bundleDependencies", manifest.Bundled);
        fields.AddUnlessEmpty("funding", Funding(Member(json, "funding")));
        fields.AddUnlessEmpty("license", License(Member(json, "license")));
        if (Member(json, "bin") is { } bin)
            fields.AddUnlessEmpty("bin", BinField.Normalise(bin, manifest.PackageName));
        var scripts = JavaScriptObject.Member(json, "scripts");
        fields.AddUnlessEmpty(
            "hasInstallScript",
            JavaScriptObject.IsTruthy(JavaScriptObject.Member(json, "hasInstallScript"))
                || InstallScripts.Any(each => JavaScriptObject.IsTruthy(JavaScriptObject.Member(scripts, each)))
        );
    }

    private static LockFields Map(List<Requirement> requirements, Func<DependencyKind, bool> isWanted)
    {
        var map = new LockFields();
        foreach (var requirement in requirements)
            if (isWanted(requirement.Kind))
                map.Add((requirement.Name, requirement.Range));
        return map;
    }

    private static object? Funding(JsonElement? funding) =>
        funding is { ValueKind: JsonValueKind.String } url && JavaScriptObject.IsTruthy(url)
            ? new LockFields { ("url", url.GetString()!) }
            : funding;

    private static object? License(JsonElement? license) =>
        license is { ValueKind: JsonValueKind.Object } named
        && JavaScriptObject.Member(named, "type") is var type
        && JavaScriptObject.IsTruthy(type)
            ? type
            : license;

    private static JsonElement? Member(JsonElement json, string name) =>
        JavaScriptObject.Member(json, name) is { ValueKind: not JsonValueKind.Undefined } value ? value : null;

    private static JsonElement? Json(string? json) => json is null ? null : SoundJson.Parse(json);
}

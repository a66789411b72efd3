using System.Text.Json;
using DepGraph.Npm.Json;
using DepGraph.Npm.Packuments;
using DepGraph.Npm.Placement.Tree;
using DepGraph.Npm.SemVer;

namespace DepGraph.Npm.Placement.Building;

/// <summary>Makes manifests of package.json files and of a shrinkwrap's entries.</summary>
internal sealed class JsonManifest(InstallContext context)
{
    private static readonly (string Field, DependencyKind Kind)[] Maps =
    [
        ("dependencies", DependencyKind.Prod),
        ("optionalDependencies", DependencyKind.Optional),
        ("devDependencies", DependencyKind.Dev),
        ("peerDependencies", DependencyKind.Peer),
    ];

    private readonly ManifestPlan _plan = new(context);

    /// <param name="content">The package.json.</param>
    /// <param name="isProject">Whether development dependencies count.</param>
    /// <param name="fallbackName">The name where the manifest has none; null: then it has none.</param>
    /// <param name="isLocked">Whether it is an entry of a shrinkwrap, which says where the package comes from.</param>
    public NodeManifest Read(JsonElement content, bool isProject, string? fallbackName, bool isLocked)
    {
        var requirements = new List<Requirement>();
        var flaw = default(string);
        foreach (var (field, kind) in Maps)
            if (isProject || kind != DependencyKind.Dev)
                AddMap(content, field, kind, requirements, ref flaw);
        var version = Text(content, "version") ?? "";
        return new NodeManifest
        {
            PackageName = Text(content, "name") ?? fallbackName,
            Version = version,
            SemVersion = SemVersion.TryParse(version, loose: true, out var parsed) ? parsed : null,
            Edges = _plan.Plan(
                requirements,
                AcceptedDependencies.Read(JavaScriptObject.Member(content, "acceptDependencies"))
            ),
            Bundled = Bundled(content),
            HasShrinkwrap = isLocked && JavaScriptObject.IsTruthy(JavaScriptObject.Member(content, "hasShrinkwrap")),
            Json = content,
            StatedResolved = isLocked ? Text(content, "resolved") : null,
            StatedIntegrity = isLocked ? Text(content, "integrity") : null,
            Flaw = flaw,
        };
    }

    /// <summary>The value of a member that is a text and not empty; null otherwise.</summary>
    public static string? Text(JsonElement content, string name) =>
        JavaScriptObject.Member(content, name) is { ValueKind: JsonValueKind.String } value
        && value.GetString() is { Length: > 0 } text
            ? text
            : null;

    /// <summary>The names in <c>bundleDependencies</c>, in any of the forms that npm understands.</summary>
    public static string[] Bundled(JsonElement content)
    {
        var declared = JavaScriptObject.Member(content, "bundleDependencies");
        if (declared.ValueKind == JsonValueKind.Undefined)
            declared = JavaScriptObject.Member(content, "bundledDependencies");
        return declared.ValueKind switch
        {
            JsonValueKind.True => Names(JavaScriptObject.Member(content, "dependencies")),
            JsonValueKind.Object => Names(declared),
            JsonValueKind.Array =>
            [
                .. declared
                    .EnumerateArray()
                    .Where(each => each.ValueKind == JsonValueKind.String)
                    .Select(each => each.GetString()!),
            ],
            _ => [],
        };

        static string[] Names(JsonElement map) => [.. JavaScriptObject.Entries(map).Select(entry => entry.Name)];
    }

    private static void AddMap(
        JsonElement content,
        string field,
        DependencyKind kind,
        List<Requirement> requirements,
        ref string? flaw
    )
    {
        var map = JavaScriptObject.Member(content, field);
        var optional = JavaScriptObject.Member(content, "optionalDependencies");
        var meta = JavaScriptObject.Member(content, "peerDependenciesMeta");
        foreach (var (name, value) in JavaScriptObject.Entries(map))
        {
            if (
                kind == DependencyKind.Prod
                && JavaScriptObject.Member(optional, name).ValueKind != JsonValueKind.Undefined
            )
                continue;
            if (value.ValueKind != JsonValueKind.String)
                flaw = $"{field}.{name}: must provide string spec";
            var isOptionalPeer =
                kind == DependencyKind.Peer
                && JavaScriptObject.IsTruthy(JavaScriptObject.Member(JavaScriptObject.Member(meta, name), "optional"));
            var range = value.ValueKind == JsonValueKind.String ? value.GetString()! : "";
            requirements.Add(new Requirement(name, range, isOptionalPeer ? DependencyKind.PeerOptional : kind));
        }
    }
}

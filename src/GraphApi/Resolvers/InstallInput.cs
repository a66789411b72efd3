using System.Text.Json;
using System.Text.Json.Nodes;
using DepGraph.GraphApi.Hosting;
using DepGraph.GraphApi.Paging;
using DepGraph.Npm.Packuments;
using DepGraph.Npm.Placement;
using DepGraph.Npm.SemVer;

namespace DepGraph.GraphApi.Resolvers;

/// <summary>The input InstallOptions: what npm is told; null means npm's default.</summary>
internal sealed record InstallInput(
    DependencyKind[]? Omit,
    string? Os,
    string? Cpu,
    string? Libc,
    string? Node,
    string? Npm,
    DateTimeOffset? Before,
    bool? LegacyPeerDeps,
    bool? StrictPeerDeps,
    bool? EngineStrict,
    bool? PreferDedupe,
    bool? Force,
    JsonElement? Overrides
)
{
    private const DependencyKinds Omittable = DependencyKinds.Dev | DependencyKinds.Optional | DependencyKinds.Peer;

    public static InstallInput None { get; } =
        new(null, null, null, null, null, null, null, null, null, null, null, null, null);

    /// <exception cref="GraphQL.GraphQLException">An option cannot be had.</exception>
    public InstallOptions ToOptions(InstallSettings settings)
    {
        var platform = Os is null && Cpu is null && Libc is null ? null : new InstallPlatform(Os, Cpu, Libc);
        return new InstallOptions
        {
            Omit = ReadOmit(),
            Target = platform,
            Host = platform,
            NodeVersion = Version("node", Node) ?? settings.NodeVersion,
            NpmVersion = Version("npm", Npm) ?? settings.NpmVersion,
            Before = Before,
            LegacyPeerDeps = LegacyPeerDeps ?? false,
            StrictPeerDeps = StrictPeerDeps ?? false,
            EngineStrict = EngineStrict ?? false,
            PreferDedupe = PreferDedupe ?? false,
            Force = Force ?? false,
        };
    }

    /// <summary>A project that needs exactly this version.</summary>
    /// <exception cref="GraphQL.GraphQLException">The overrides cannot be read.</exception>
    public ProjectManifest ToProject(VersionManifest version)
    {
        try
        {
            return ProjectManifest.Of(version.Name, version.Version, GivenOverrides()?.GetRawText());
        }
        catch (JsonException e)
        {
            throw InputError.BadInput($"`overrides` cannot be read: {e.Message}");
        }
    }

    /// <summary>A project's own manifest; overrides that are given take the place of its own.</summary>
    /// <exception cref="GraphQL.GraphQLException">It is no manifest.</exception>
    public ProjectManifest ToProject(JsonElement manifest)
    {
        var json = manifest;
        if (GivenOverrides() is { } overrides && JsonObject.Create(manifest) is { } changed)
        {
            changed["overrides"] = JsonNode.Parse(overrides.GetRawText());
            json = JsonSerializer.SerializeToElement(changed);
        }

        return ProjectManifest.TryParse(JsonSerializer.SerializeToUtf8Bytes(json), out var project, out var error)
            ? project
            : throw InputError.BadInput(error);
    }

    private JsonElement? GivenOverrides() =>
        Overrides is { ValueKind: not (JsonValueKind.Null or JsonValueKind.Undefined) } given ? given : null;

    private DependencyKinds ReadOmit()
    {
        var omit = DependencyKinds.None;
        foreach (var kind in Omit ?? [])
        {
            omit |= kind.ToFlag();
        }

        return (omit & ~Omittable) == 0
            ? omit
            : throw InputError.BadInput("`omit` takes DEV, OPTIONAL and PEER, which are what npm can leave out.");
    }

    private static string? Version(string option, string? text) =>
        text is null || SemVersion.TryParse(text, loose: false, out _)
            ? text
            : throw InputError.BadInput($"`{option}` is '{text}'; it must be a version such as 24.11.0.");
}

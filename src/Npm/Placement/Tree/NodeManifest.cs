using System.Text.Json;
using DepGraph.Npm.Json;
using DepGraph.Npm.Packuments;
using DepGraph.Npm.SemVer;

namespace DepGraph.Npm.Placement.Tree;

/// <summary>What a node's package.json says, as far as placement needs it; one object per version and installation.</summary>
internal sealed class NodeManifest
{
    private Dictionary<FolderName, int>? _places;
    private string? _integrity;
    private string? _resolved;
    private bool? _isVersionStrict;

    /// <summary>Of a package that could not be loaded.</summary>
    public static NodeManifest Empty { get; } = new() { Edges = [] };

    /// <summary>The name it gives itself; null: none.</summary>
    public string? PackageName { get; init; }

    /// <summary>Empty: none.</summary>
    public string Version { get; init; } = "";

    /// <summary>Read loosely; null when the text is none.</summary>
    public SemVersion? SemVersion { get; init; }

    /// <summary>Whether the version is one by the strict rules too.</summary>
    public bool IsVersionStrict => _isVersionStrict ??= SemVer.SemVersion.TryParse(Version, loose: false, out _);

    /// <summary>In the order in which npm's map of them has them; no name twice.</summary>
    public required EdgeSpec[] Edges { get; init; }

    /// <summary>Names of the dependencies that its tarball brings along.</summary>
    public string[] Bundled { get; init; } = [];

    public bool HasShrinkwrap { get; init; }

    /// <summary>The registry's version; null for what comes from elsewhere.</summary>
    public VersionManifest? Registered { get; init; }

    /// <summary>What the full document says of the registry's packages.</summary>
    public PackageDetails? Details { get; init; }

    /// <summary>The manifest as JSON; null for the registry's.</summary>
    public JsonElement? Json { get; init; }

    /// <summary>What a shrinkwrap says of where it comes from; null for the registry's packages, which say it themselves.</summary>
    public string? StatedResolved { get; init; }

    /// <inheritdoc cref="StatedResolved"/>
    public string? StatedIntegrity { get; init; }

    /// <summary>Where it comes from; null: unknown.</summary>
    public string? Resolved => StatedResolved ?? (_resolved ??= Registered?.Tarball);

    /// <summary>Whether it comes from an address on the network.</summary>
    public bool IsRemote =>
        Resolved is { } resolved
        && (
            resolved.StartsWith("http://", StringComparison.OrdinalIgnoreCase)
            || resolved.StartsWith("https://", StringComparison.OrdinalIgnoreCase)
        );

    /// <summary>What npm makes of it that it cannot build a node of it; null: nothing.</summary>
    public string? Flaw { get; init; }

    /// <summary>The tarball's hash as Subresource Integrity; null: unknown.</summary>
    public string? Integrity
    {
        get
        {
            if (StatedIntegrity is not null || Registered is null)
                return StatedIntegrity;
            _integrity ??= Registered.Integrity ?? FromShasum(Registered.Shasum) ?? "";
            return _integrity.Length > 0 ? _integrity : null;
        }
    }

    /// <summary>Where the edge for a name stands; −1: there is none.</summary>
    public int EdgeFor(FolderName name)
    {
        var edges = Edges;
        if (edges.Length > 12)
            return (_places ??= Places()).GetValueOrDefault(name.Key, -1);
        for (var i = 0; i < edges.Length; i++)
            if (edges[i].Name.Key == name.Key)
                return i;
        return -1;
    }

    /// <summary>Whether they are the same package, wherever it lies.</summary>
    public bool IsSameAs(NodeManifest other)
    {
        if (this == other)
            return Registered is not null
                || Integrity is not null
                || Resolved is not null
                || (PackageName is not null && Version.Length > 0);
        if (Integrity is { } integrity && other.Integrity is { } otherIntegrity)
            return integrity == otherIntegrity;
        if (Resolved is { } resolved && other.Resolved is { } otherResolved)
            return resolved == otherResolved;
        return PackageName is not null
            && PackageName == other.PackageName
            && Version.Length > 0
            && Version == other.Version;
    }

    /// <summary>The spec that one of its maps has for a name, whatever else names it; null: none.</summary>
    public string? DeclaredRange(DependencyKind kind, string name)
    {
        if (Registered is { } version)
            return version
                .Requirements.FirstOrDefault(each =>
                    each.Name == name
                    && (each.Kind == kind || (kind == DependencyKind.Peer && each.Kind == DependencyKind.PeerOptional))
                )
                ?.Range;
        return
            Json is { } json
            && JavaScriptObject.Member(JavaScriptObject.Member(json, MapOf(kind)), name)
                is { ValueKind: JsonValueKind.String } range
            ? range.GetString()
            : null;
    }

    private static string MapOf(DependencyKind kind) =>
        kind switch
        {
            DependencyKind.Dev => "devDependencies",
            DependencyKind.Optional => "optionalDependencies",
            DependencyKind.Prod => "dependencies",
            _ => "peerDependencies",
        };

    private static string? FromShasum(string? shasum)
    {
        if (shasum is null || shasum.Length % 2 != 0)
            return null;
        Span<byte> hash = stackalloc byte[64];
        return
            shasum.Length <= 128
            && Convert.FromHexString(shasum, hash, out _, out var length) == System.Buffers.OperationStatus.Done
            ? $"sha1-{Convert.ToBase64String(hash[..length])}"
            : null;
    }

    private Dictionary<FolderName, int> Places()
    {
        var places = new Dictionary<FolderName, int>(Edges.Length);
        for (var i = 0; i < Edges.Length; i++)
            places.Add(Edges[i].Name.Key, i);
        return places;
    }
}

using DepGraph.Npm.Packuments;
using DepGraph.Npm.Picking;
using DepGraph.Npm.Placement.Tree;
using DepGraph.Npm.SemVer;
using DepGraph.Npm.Specs;

namespace DepGraph.Npm.Placement.Building;

/// <summary>A package during one installation: its document as picking sees it, and what was picked from it.</summary>
internal sealed class KnownPackage(Packument packument, EngineTexts engines, PickOptions options) : IPickable
{
    private readonly PackageHead _head = packument.Head;
    private PickRun? _run;

    /// <summary>What was picked, by spec.</summary>
    public Dictionary<string, Picked> Picks { get; } = [];

    /// <summary>Manifests by the version's place.</summary>
    public Dictionary<int, NodeManifest> Manifests { get; } = [];

    /// <summary>What npm picks for a registry's spec.</summary>
    public PickResult Pick(PackageSpec spec) => (_run ??= new PickRun(this, options)).Pick(spec);

    public PackageHead Head => _head;

    public PackageDetails? Details => packument.Details;

    public string Name => _head.Name;

    public int Count => _head.Count;

    public string VersionAt(int index) => _head[index].Version;

    public SemVersion? SemVersionAt(int index) => _head.SemVersionAt(index);

    public bool IsDeprecatedAt(int index) => _head[index].IsDeprecated;

    public Engines EnginesAt(int index) => engines.Of(_head[index].EnginesJson);

    public int IndexOf(string version) => _head.IndexOf(version);

    public string? TargetOf(string tag) => ((IPickable)_head).TargetOf(tag);

    public DateTimeOffset? PublishedAt(string version) => packument.Details?.Find(version)?.PublishedAt;
}

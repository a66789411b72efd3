using DepGraph.Npm.Packuments;
using DepGraph.Npm.Placement.Tree;

namespace DepGraph.Npm.Placement.Building;

/// <summary>
/// Makes manifests, with their edges in the order of npm's map: peers, optional peers, dependencies, optional ones, at the top also
/// development ones; a name that comes again moves to where it came last.
/// </summary>
internal sealed class ManifestPlan(InstallContext context)
{
    private readonly List<EdgeSpec?> _edges = [];
    private readonly List<Requirement> _requirements = [];

    /// <summary>The manifest of a registry's version.</summary>
    public NodeManifest Read(VersionManifest version, PackageDetails? details)
    {
        _requirements.Clear();
        version.Head.AddInstallRequirements(version.Index, _requirements);
        return new NodeManifest
        {
            PackageName = version.Name,
            Version = version.Version,
            SemVersion = version.SemVersion,
            Edges = Plan(AcceptedDependencies.Read(version)),
            Bundled = version.HasBundled ? [.. version.BundledNames] : [],
            HasShrinkwrap = version.HasShrinkwrap,
            Registered = version,
            Details = details,
            Flaw = _requirements.Exists(requirement => !requirement.IsString && IsWanted(requirement.Kind))
                ? $"{version}: must provide string spec"
                : null,
        };
    }

    /// <summary>The edges of declared dependencies: per map, name and spec.</summary>
    public EdgeSpec[] Plan(IEnumerable<Requirement> requirements, IReadOnlyDictionary<string, string>? accepted)
    {
        _requirements.Clear();
        _requirements.AddRange(requirements);
        return Plan(accepted);
    }

    private EdgeSpec[] Plan(IReadOnlyDictionary<string, string>? accepted = null)
    {
        if (_requirements.Count == 0)
            return [];
        AddAll(DependencyKind.Peer, accepted);
        AddAll(DependencyKind.PeerOptional, accepted);
        AddAll(DependencyKind.Prod, accepted);
        AddAll(DependencyKind.Optional, accepted);
        AddAll(DependencyKind.Dev, accepted);
        var count = 0;
        foreach (var edge in _edges)
            if (edge is not null)
                count++;
        var plan = new EdgeSpec[count];
        var next = 0;
        foreach (var edge in _edges)
            if (edge is not null)
            {
                plan[next++] = edge;
                edge.Name.Key.Mark = 0;
            }
        _edges.Clear();
        return plan;
    }

    private bool IsWanted(DependencyKind kind) =>
        !(context.Options.LegacyPeerDeps && kind is DependencyKind.Peer or DependencyKind.PeerOptional);

    private void AddAll(DependencyKind kind, IReadOnlyDictionary<string, string>? accepted)
    {
        if (!IsWanted(kind))
            return;
        foreach (var requirement in _requirements)
        {
            if (requirement.Kind != kind)
                continue;
            var name = context.Names[requirement.Name];
            var accept = accepted?.GetValueOrDefault(requirement.Name);
            if (name.Key.Mark > 0)
                _edges[name.Key.Mark - 1] = null;
            _edges.Add(new EdgeSpec(name, kind, requirement.Range, requirement, accept));
            name.Key.Mark = _edges.Count;
        }
    }
}

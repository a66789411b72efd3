using DepGraph.Npm.Packuments;
using DepGraph.Npm.Picking;
using DepGraph.Npm.Placement.Tree;
using DepGraph.Npm.Specs;

namespace DepGraph.Npm.Placement.Building;

/// <summary>What edges ask for, as manifests: asks for packages, picks versions, remembers both.</summary>
internal sealed class ManifestLoader(InstallContext context, PackageRequests requests)
{
    private readonly Dictionary<string, KnownPackage?> _packages = [];
    private readonly Dictionary<string, LoadFailure> _failures = [];
    private readonly EngineTexts _engines = new();
    private readonly ManifestPlan _plan = new(context);
    private readonly PickOptions _pickOptions = new()
    {
        Before = context.Options.Before,
        NodeVersion = context.Options.NodeVersion,
        NpmVersion = context.Options.NpmVersion,
    };

    /// <summary>Says which packages placement will ask for next.</summary>
    public void Announce(List<Edge> edges)
    {
        List<PackageSpec>? specs = null;
        foreach (var edge in edges)
            if (RegistrySpec(edge.Wanted) is { } spec && !_packages.ContainsKey(spec.Name!))
                (specs ??= []).Add(spec);
        if (specs is not null)
            requests.Announce(specs);
    }

    /// <summary>The manifest that an edge asks for, or why there is none.</summary>
    /// <exception cref="InstallFailedException">Nobody understands what it asks for, or the manifest is none for npm.</exception>
    public async ValueTask<Picked> PickAsync(Edge edge)
    {
        var demand = edge.Wanted;
        var picked = demand.Picked ??= await PickNewAsync(edge, demand);
        if (picked.Manifest.Flaw is { } flaw)
            throw InstallFailedException.Uncoded(flaw);
        return picked;
    }

    /// <exception cref="InstallFailedException">Nobody understands what the edge asks for.</exception>
    public static void CheckSpec(Edge edge)
    {
        if (edge.Wanted.Error is { } error)
            throw InstallFailedException.Of(error, $"{edge.Name}@{edge.Wanted.Text}");
    }

    private static PackageSpec? RegistrySpec(Demand demand) =>
        demand.Spec is { IsRegistry: true, Registry: { Name: not null } registry } ? registry : null;

    private async ValueTask<Picked> PickNewAsync(Edge edge, Demand demand)
    {
        CheckSpec(edge);
        if (edge.Name.Text.Length == 0)
            throw InstallFailedException.Uncoded($"{edge.From}: a dependency without a name");
        if (RegistrySpec(demand) is not { } spec)
            return Unsupported(edge, demand.Spec!);
        if (!_packages.TryGetValue(spec.Name!, out var package))
            package = await LoadAsync(spec.Name!);
        if (package is null)
            return new Picked(NodeManifest.Empty, _failures[spec.Name!]);
        if (!package.Picks.TryGetValue(spec.FetchSpec, out var picked))
            package.Picks.Add(spec.FetchSpec, picked = Pick(package, spec));
        return picked;
    }

    private async ValueTask<KnownPackage?> LoadAsync(string name)
    {
        InstallLimits.CheckPackages(_packages.Count);
        var answer = await requests.GetAsync(name);
        var package = answer.Packument is { } packument ? new KnownPackage(packument, _engines, _pickOptions) : null;
        if (package is null)
            _failures[name] = new LoadFailure(answer.Code!, answer.Message ?? $"the registry has no package {name}");
        _packages.Add(name, package);
        return package;
    }

    private Picked Pick(KnownPackage package, PackageSpec spec)
    {
        var result = package.Pick(spec);
        if (result.Index < 0)
            return new Picked(NodeManifest.Empty, new LoadFailure(CodeOf(result.Outcome), result.Message!));
        if (!package.Manifests.TryGetValue(result.Index, out var manifest))
        {
            manifest = _plan.Read(package.Head[result.Index], package.Details);
            package.Manifests.Add(result.Index, manifest);
        }
        return new Picked(manifest, null);
    }

    private static string CodeOf(PickOutcome outcome) =>
        outcome switch
        {
            PickOutcome.NoVersions => "ENOVERSIONS",
            PickOutcome.Forbidden => "E403",
            _ => "ETARGET",
        };

    private static Picked Unsupported(Edge edge, PackageSpec spec) =>
        new(
            NodeManifest.Empty,
            new LoadFailure(
                InstallProblem.UnsupportedSpec,
                $"{edge.Name}@{edge.Wanted.Text}: a spec of type {spec.Type.ToString().ToLowerInvariant()} is not resolved "
                    + "through the registry; what it stands for is left out"
            )
        );
}

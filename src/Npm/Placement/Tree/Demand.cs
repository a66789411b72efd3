using DepGraph.Npm.SemVer;
using DepGraph.Npm.Specs;

namespace DepGraph.Npm.Placement.Tree;

/// <summary>What is asked for under a name: a spec as text, and as npm understands it.</summary>
internal sealed class Demand
{
    private Demand(string text, PackageSpec? spec, SpecError? error)
    {
        Text = text;
        Spec = spec;
        Error = error;
    }

    public string Text { get; }

    /// <summary>Null where npm rejects it.</summary>
    public PackageSpec? Spec { get; }

    /// <summary>Why npm rejects it; null where it does not.</summary>
    public SpecError? Error { get; }

    /// <summary>What was picked for it; null until then.</summary>
    public Picked? Picked { get; set; }

    public static Demand Of(string text, PackageSpec spec) => new(text, spec, null);

    public static Demand Parse(string name, string text) =>
        PackageSpec.TryResolve(name, text, out var spec, out var error)
            ? new Demand(text, spec, null)
            : new Demand(text, null, error);

    /// <summary>Whether a package of that version, from that address, is what is asked for. The package's name does not matter.</summary>
    public bool Admits(NodeManifest package) => Text.Length == 0 || (Spec is { } spec && Admits(spec, package));

    private static bool Admits(PackageSpec spec, NodeManifest package) =>
        spec.Type switch
        {
            SpecType.Range => spec.FetchSpec == "*"
                || (package.SemVersion is { } version && spec.Range!.IsSatisfiedBy(version)),
            SpecType.Version => package.SemVersion is { } version && SemVersion.Compare(version, spec.Version!) == 0,
            SpecType.Alias => Admits(spec.SubSpec!, package),
            SpecType.Tag => package.IsRemote,
            SpecType.Remote => package.Resolved == spec.FetchSpec,
            _ => false,
        };
}

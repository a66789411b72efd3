using DepGraph.Npm.SemVer;
using DepGraph.Npm.Specs;

namespace DepGraph.Npm.Picking;

/// <summary>
/// Which version npm takes for a version, range or tag, as npm-pick-manifest 11 decides it. A range takes what the default
/// tag points at when that fits; else the best of the versions that fit, where not having to avoid it, being released, fitting
/// the engines and not being deprecated count before a higher version. An exact version or a tag is taken as it is.
/// </summary>
public static class ManifestPicker
{
    /// <summary>
    /// With no options, hence no engine check, and with no look at publish times: the graph's view. Allocates nothing, and looks at as few versions as a binary
    /// search per end of the range and a walk to the first version that fits and is not deprecated.
    /// </summary>
    /// <param name="package">The package that the spec names.</param>
    /// <param name="spec">A registry spec; of an alias, what it stands for.</param>
    /// <returns>The version's number; −1: nothing fits, or the spec is none for a registry.</returns>
    public static int Pick(IPickable package, PackageSpec spec)
    {
        ArgumentNullException.ThrowIfNull(package);
        ArgumentNullException.ThrowIfNull(spec);
        spec = spec.Registry;
        if (package.HasUnpublished)
        {
            return spec.IsRegistry ? Pick(package, spec.FetchSpec, PickOptions.Default).Index : -1;
        }

        return spec.Type switch
        {
            SpecType.Version => package.IndexOf(spec.Version!.Text),
            SpecType.Tag => package.TargetOf(spec.FetchSpec) is { } target ? package.IndexOf(target) : -1,
            SpecType.Range => PickFromRange(package, spec),
            _ => -1,
        };
    }

    /// <summary>With everything that npm-pick-manifest weighs.</summary>
    /// <param name="package">The package to pick from.</param>
    /// <param name="wanted">Version, range or tag as declared; empty: the default tag if it fits, else the best version.</param>
    /// <param name="options">What to weigh.</param>
    public static PickResult Pick(IPickable package, string wanted, PickOptions options)
    {
        ArgumentNullException.ThrowIfNull(package);
        ArgumentNullException.ThrowIfNull(wanted);
        ArgumentNullException.ThrowIfNull(options);
        return new PickRun(package, options).Pick(wanted);
    }

    private static int PickFromRange(IPickable package, PackageSpec spec)
    {
        int latest = package.TargetOf("latest") is { } target ? package.IndexOf(target) : -1;
        if (
            latest >= 0
            && (spec.FetchSpec is "*" or "" || Satisfies(package, latest, spec.Range!))
            && !package.IsDeprecatedAt(latest)
        )
        {
            return latest;
        }

        return HighestSatisfying.Find(package, spec.Range!);
    }

    private static bool Satisfies(IPickable package, int index, SemRange range) =>
        package.SemVersionAt(index) is { } version && range.IsSatisfiedBy(version);
}

using DepGraph.Npm.Picking;
using DepGraph.Npm.SemVer;
using DepGraph.Npm.Specs;

namespace DepGraph.Npm.Packuments;

/// <summary>
/// A package with its publish times, to be picked from as it was at a date, by the rules of npm's <c>before</c>. A version whose time is unknown
/// counts as old enough. Immutable and thread-safe.
/// </summary>
/// <param name="head">The package.</param>
/// <param name="details">Its full document, which has the times.</param>
/// <param name="asOf">Only versions published until then are picked.</param>
public sealed class DatedHead(PackageHead head, PackageDetails details, DateTimeOffset asOf) : IPickable
{
    private readonly IPickable _versions = head;
    private readonly PickOptions _options = new() { Before = asOf };

    string IPickable.Name => _versions.Name;

    int IPickable.Count => _versions.Count;

    /// <summary>What npm-pick-manifest picks with <c>before</c> and no engine check: the index of the version; null when nothing matches.</summary>
    /// <param name="spec">A registry spec; of an alias, what it stands for.</param>
    public int? Pick(PackageSpec spec) =>
        ManifestPicker.Pick(this, spec.Registry.FetchSpec, _options) is { Index: >= 0 and var index } ? index : null;

    /// <summary>When a version was published; null: unknown.</summary>
    public DateTimeOffset? PublishedAt(string version) => details.Find(version)?.PublishedAt;

    string IPickable.VersionAt(int index) => _versions.VersionAt(index);

    SemVersion? IPickable.SemVersionAt(int index) => _versions.SemVersionAt(index);

    bool IPickable.IsDeprecatedAt(int index) => _versions.IsDeprecatedAt(index);

    Engines IPickable.EnginesAt(int index) => _versions.EnginesAt(index);

    int IPickable.IndexOf(string version) => _versions.IndexOf(version);

    string? IPickable.TargetOf(string tag) => _versions.TargetOf(tag);
}

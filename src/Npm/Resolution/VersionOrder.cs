using DepGraph.Npm.Packuments;

namespace DepGraph.Npm.Resolution;

/// <summary>The order of versions within one set, where a package has one head: by name (ordinal), then version (ascending).</summary>
internal sealed class VersionOrder : IComparer<VersionManifest>
{
    public static VersionOrder Instance { get; } = new();

    public int Compare(VersionManifest? x, VersionManifest? y) =>
        x!.Head == y!.Head ? x.Index.CompareTo(y.Index) : string.CompareOrdinal(x.Name, y.Name);
}

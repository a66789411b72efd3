using DepGraph.Npm.Packuments;
using DepGraph.Npm.SemVer;

namespace DepGraph.Npm.Resolution;

/// <summary>By name (ordinal), then version (ascending); 0 exactly for the same name and text, be it of different heads.</summary>
internal sealed class VersionOrder : IComparer<VersionManifest>
{
    public static VersionOrder Instance { get; } = new();

    public int Compare(VersionManifest? x, VersionManifest? y)
    {
        if (ReferenceEquals(x, y))
            return 0;
        if (ReferenceEquals(x!.Head, y!.Head))
            return x.Index.CompareTo(y.Index);
        var byName = string.CompareOrdinal(x.Name, y.Name);
        if (byName != 0 || x.Version == y.Version)
            return byName;
        var byPrecedence = (x.SemVersion, y.SemVersion) switch
        {
            (null, null) => 0,
            (null, _) => -1,
            (_, null) => 1,
            var (one, other) => SemVersion.Compare(one, other),
        };
        return byPrecedence != 0 ? byPrecedence : string.CompareOrdinal(x.Version, y.Version);
    }
}

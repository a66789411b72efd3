using DepGraph.Npm.Packuments;

namespace DepGraph.GraphApi.Resolvers;

/// <summary>Whether two objects are the same version, be they of different heads.</summary>
internal static class SameVersion
{
    public static bool IsSame(this VersionManifest version, VersionManifest other) =>
        version.Name == other.Name && version.Version == other.Version;
}

using DepGraph.Npm.Packuments;
using DepGraph.Npm.Specs;

namespace DepGraph.GraphApi.Resolvers;

/// <summary>The argument <c>to</c> of paths: which versions of a set are asked about.</summary>
internal static class PathTarget
{
    /// <exception cref="GraphQL.GraphQLException">It cannot be read, names no package, or not one of the registry.</exception>
    public static Func<VersionManifest, bool> Parse(string to)
    {
        var spec = VersionSpec.Parse(to);
        return version => version.Name == spec.Name && Means(spec, version);
    }

    private static bool Means(PackageSpec spec, VersionManifest version) =>
        spec.Type switch
        {
            // A name alone is read as the range *, and means pre-releases too.
            SpecType.Range => spec.FetchSpec == "*"
                || (version.SemVersion is { } parsed && spec.Range!.IsSatisfiedBy(parsed)),
            SpecType.Version => version.SemVersion == spec.Version,
            _ => version.Head.DistTags.Any(tag => tag.Tag == spec.FetchSpec && tag.Version == version.Version),
        };
}

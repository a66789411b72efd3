using DepGraph.GraphQL;
using DepGraph.Npm.Packuments;
using DepGraph.Npm.Specs;

namespace DepGraph.GraphApi.Resolvers;

/// <summary>Reads the specs that clients give, with errors that say what is wrong with them.</summary>
internal static class VersionSpec
{
    public const string InvalidCode = "INVALID_SPEC";
    public const string UnsupportedCode = "UNSUPPORTED_SPEC";

    /// <summary>A version, dist-tag or range of a package.</summary>
    /// <exception cref="GraphQLException">It cannot be read, or asks for something else.</exception>
    public static PackageSpec Parse(string name, string spec) =>
        !PackageSpec.TryResolve(name, spec, out var parsed, out var error)
            ? throw new GraphQLException(error.Message, InvalidCode)
        : parsed.Type is SpecType.Version or SpecType.Range or SpecType.Tag ? parsed
        : throw new GraphQLException(
            $"'{spec}' is no version, dist-tag or range of '{name}': it asks for {Describe(parsed.Type)}.",
            UnsupportedCode
        );

    /// <summary><c>name@spec</c>, as npm's command line takes it.</summary>
    /// <exception cref="GraphQLException">It cannot be read, names no package, or not one of the registry.</exception>
    public static PackageSpec Parse(string argument) =>
        !PackageSpec.TryParse(argument, out var parsed, out var error)
            ? throw new GraphQLException(error.Message, InvalidCode)
        : !parsed.IsRegistry
            ? throw new GraphQLException(
                $"'{argument}' asks for {Describe(parsed.Type)}; only packages of the registry are known here.",
                UnsupportedCode
            )
        : parsed.Registry.Name is null ? throw new GraphQLException($"'{argument}' names no package.", InvalidCode)
        : parsed.Registry;

    /// <summary>What npm picks; null when nothing fits.</summary>
    public static VersionManifest? Pick(PackageHead head, PackageSpec spec) =>
        head.Pick(spec) is { } index ? head[index] : null;

    private static string Describe(SpecType type) =>
        type switch
        {
            SpecType.Git => "a git repository",
            SpecType.Remote => "a tarball at an address",
            SpecType.Alias => "another package",
            _ => "a file or folder",
        };
}

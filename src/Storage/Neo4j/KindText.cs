using DepGraph.Npm.Packuments;
using DepGraph.Npm.Specs;

namespace DepGraph.Storage.Neo4j;

/// <summary>Enumerations as the graph spells them; those of the API's schema are spelled as there.</summary>
internal static class KindText
{
    public static string Of(PackageState state) =>
        state switch
        {
            PackageState.Known => "KNOWN",
            PackageState.Missing => "MISSING",
            _ => "NAMED",
        };

    public static string Of(DependencyKind kind) =>
        kind switch
        {
            DependencyKind.Prod => "PROD",
            DependencyKind.Dev => "DEV",
            DependencyKind.Peer => "PEER",
            DependencyKind.Optional => "OPTIONAL",
            _ => "PEER_OPTIONAL",
        };

    /// <summary>What a requirement that means no package of the registry means.</summary>
    public static string OfExternal(Requirement requirement) =>
        requirement.Spec?.Type switch
        {
            SpecType.Git => "GIT",
            SpecType.Remote => "REMOTE",
            SpecType.File => "FILE",
            SpecType.Directory => "DIRECTORY",
            _ => "INVALID",
        };
}

using DepGraph.Npm.Placement.Tree;

namespace DepGraph.Npm.Placement.Placing;

/// <summary>What lies beside a package that is being placed.</summary>
internal static class PeerSet
{
    /// <summary>The folder in which it was put together with its peers.</summary>
    /// <exception cref="InstallFailedException">
    /// Another of its dependent's peer sets has put something else in its place meanwhile. npm breaks down here.
    /// </exception>
    public static ChildMap Of(Node dep) =>
        dep.Parent?.Children
        ?? throw InstallFailedException.Uncoded(
            $"{dep.Manifest.PackageName}@{dep.Manifest.Version} was replaced in its own peer set: npm itself fails for such peers."
        );
}

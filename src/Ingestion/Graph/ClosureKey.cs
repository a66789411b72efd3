using DepGraph.Npm.Packuments;

namespace DepGraph.Ingestion.Graph;

/// <summary>Which closure: all that is reachable from a version by dependencies of these kinds.</summary>
/// <param name="Name">The root's package.</param>
/// <param name="Version">The root's version.</param>
/// <param name="Kinds">Kinds that are followed, at every level.</param>
/// <param name="MaxDepth">Levels below the root; −1: all.</param>
internal readonly record struct ClosureKey(string Name, string Version, DependencyKinds Kinds, int MaxDepth)
{
    public static ClosureKey Of(VersionManifest root, DependencyKinds kinds, int? maxDepth) =>
        new(root.Name, root.Version, kinds, maxDepth ?? -1);

    public int? Limit => MaxDepth < 0 ? null : MaxDepth;
}

using DepGraph.Npm.Packuments;
using DepGraph.Npm.Placement.Tree;

namespace DepGraph.Npm.Placement.Overrides;

/// <summary>What <c>$name</c> in an override stands for: the spec that a package.json has for that name.</summary>
internal static class OverrideReference
{
    /// <summary>Where the last of these maps wins nothing: the first that has the name counts.</summary>
    private static readonly DependencyKind[] Order =
    [
        DependencyKind.Dev,
        DependencyKind.Optional,
        DependencyKind.Prod,
        DependencyKind.Peer,
    ];

    /// <exception cref="InstallFailedException">It stands for nothing.</exception>
    public static string Resolve(string reference, Edge edge)
    {
        var name = reference[1..];
        var from = edge.From;
        var top = from.Source is { } source ? source.Root : from.Root;
        return Find(top.Manifest, name)
            ?? Find(from.Manifest, name)
            ?? throw InstallFailedException.Uncoded($"Unable to resolve reference {reference}");
    }

    private static string? Find(NodeManifest manifest, string name)
    {
        foreach (var kind in Order)
            if (manifest.DeclaredRange(kind, name) is { Length: > 0 } range)
                return range;
        return null;
    }
}

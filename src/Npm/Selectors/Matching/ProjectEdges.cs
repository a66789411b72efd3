using System.Text.Json;
using DepGraph.Npm.Json;
using DepGraph.Npm.Packuments;
using DepGraph.Npm.Placement.Tree;

namespace DepGraph.Npm.Selectors.Matching;

/// <summary>Whether npm trusts the flags of a lock file, or computes them anew.</summary>
internal static class ProjectEdges
{
    /// <summary>
    /// Whether the project depends on just what the lock file's entry for it says. It does not where a name stands in two of its maps, for
    /// then only one of them counts.
    /// </summary>
    public static bool AreAsLocked(Node project, JsonElement entry)
    {
        var rest = new HashSet<FolderName>();
        foreach (var edge in project.EdgesOut)
            rest.Add(edge.Name.Key);
        var optional = JavaScriptObject.Member(entry, "optionalDependencies");
        foreach (
            var (field, kind) in ((string, DependencyKind)[])
                [
                    ("devDependencies", DependencyKind.Dev),
                    ("optionalDependencies", DependencyKind.Optional),
                    ("peerDependencies", DependencyKind.Peer),
                    ("dependencies", DependencyKind.Prod),
                ]
        )
        foreach (var (name, spec) in JavaScriptObject.Entries(JavaScriptObject.Member(entry, field)))
        {
            if (
                kind == DependencyKind.Prod
                && JavaScriptObject.Member(optional, name).ValueKind != JsonValueKind.Undefined
            )
                continue;
            var key = project.Context.Names[name];
            if (
                project.FindEdge(key) is not { } edge
                || edge.Kind != (kind == DependencyKind.Peer ? PeerKind(entry, name) : kind)
                || edge.Wanted.Text != spec.GetString()
            )
                return false;
            rest.Remove(key.Key);
        }
        return rest.Count == 0;
    }

    private static DependencyKind PeerKind(JsonElement entry, string name)
    {
        var meta = JavaScriptObject.Member(JavaScriptObject.Member(entry, "peerDependenciesMeta"), name);
        return JavaScriptObject.IsTruthy(JavaScriptObject.Member(meta, "optional"))
            ? DependencyKind.PeerOptional
            : DependencyKind.Peer;
    }
}

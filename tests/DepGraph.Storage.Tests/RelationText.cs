using DepGraph.Npm.Packuments;

namespace DepGraph.Storage.Tests;

/// <summary>Relationships as lines of text, such as <c>a@1.0.0 PROD b ^1 b</c>: package, kind, declared name, range, target.</summary>
internal static class RelationText
{
    private static readonly string[] Kinds = ["PROD", "DEV", "PEER", "OPTIONAL", "PEER_OPTIONAL"];

    /// <param name="source">A package, with its version where that matters.</param>
    /// <param name="kind">The kind's number.</param>
    /// <param name="name">As declared.</param>
    /// <param name="range">As declared.</param>
    /// <param name="target">The package that is meant; null for none.</param>
    public static string Of(string source, int kind, string name, string range, string? target) =>
        $"{source} {Kinds[kind]} {name} {range} {target ?? "-"}";

    /// <summary>What all versions of a head declare.</summary>
    public static IEnumerable<string> Of(PackageHead head) =>
        Enumerable.Range(0, head.Count).SelectMany(i => Of($"{head.Name}@{head[i].Version}", head[i].Requirements));

    /// <summary>What its latest version declares, without what means no package.</summary>
    public static IEnumerable<string> OfLatest(PackageHead head) =>
        Of(head.Name, head.LatestVersion?.Requirements ?? [])
            .Where(line => !line.EndsWith(" -", StringComparison.Ordinal));

    private static IEnumerable<string> Of(string source, IReadOnlyList<Requirement> requirements) =>
        requirements.Select(r => Of(source, (int)r.Kind, r.Name, r.Range, r.PackageName));
}

namespace DepGraph.Benchmarks.Peers;

/// <summary>What we are compared with.</summary>
/// <param name="Name">As the command line and the table have it.</param>
/// <param name="Folder">Its folder among the equipment's peers, and its dialect.</param>
/// <param name="HasDatabase">Whether a database works for it.</param>
public sealed record PeerKind(string Name, string Folder, bool HasDatabase)
{
    public static IReadOnlyList<PeerKind> All { get; } =
    [new("mercurius", "graphql-js", HasDatabase: false), new("neo4j", "neo4j-graphql", HasDatabase: true)];
}

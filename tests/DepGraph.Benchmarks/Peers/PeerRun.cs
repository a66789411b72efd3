namespace DepGraph.Benchmarks.Peers;

/// <summary>What is compared with whom, over what, and for how long.</summary>
/// <param name="Peer">One of <see cref="PeerKind.All"/>.</param>
/// <param name="Store">Where the service has its graph, see <see cref="ServedStore"/>.</param>
/// <param name="IsLive">Next to nothing is kept in the service's memory: what is asked comes from the store each time.</param>
/// <param name="IsConsistent">Each operation asks the store first whether anything has changed.</param>
/// <param name="IsHeadsOnly">The store gets no relationships: no operation needs them, and a large graph takes an hour for them.</param>
/// <param name="PageCache">What each database has for its files, as Neo4j says it: <c>2g</c>.</param>
/// <param name="Packages">Size of the graph.</param>
/// <param name="Folder">A folder that keeps graph, peer and store for the next run; null: a temporary one.</param>
/// <param name="Operations">Some of <see cref="Peers.Operations.Names"/>, in the order in which they run.</param>
/// <param name="Loads">How they are asked, one after the other.</param>
public sealed record PeerRun(
    string Peer,
    string Store,
    bool IsLive,
    bool IsConsistent,
    bool IsHeadsOnly,
    string PageCache,
    int Packages,
    string? Folder,
    IReadOnlyList<string> Operations,
    IReadOnlyList<LoadPlan> Loads
);

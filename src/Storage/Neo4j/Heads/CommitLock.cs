namespace DepGraph.Storage.Neo4j.Heads;

/// <summary>
/// The (:Graph) node, which every head commit of every process locks first: commits follow one another, sequence numbers have no gaps, and
/// while one holds the lock everything before it is visible as a whole. A property that is written although it has its value
/// already locks the node, and only that.
/// </summary>
internal static class CommitLock
{
    public const string Cypher = "MATCH (g:Graph) SET g.lock = true";

    public static StoreException GraphIsGone(string place) =>
        new(
            StoreFailure.Corrupt,
            $"{place} has lost its (:Graph) node, so somebody emptied it while it was in use. Restart this process: "
                + "the graph is filled anew from the registry."
        );
}

namespace DepGraph.Bolt.Internal.Protocol;

/// <summary>Learns of the failures of connections, and has the last word about what they mean to the caller.</summary>
internal interface IConnectionObserver
{
    /// <summary>The server refused something, or the connection broke.</summary>
    /// <returns>What to throw: the error itself, or what it means in a cluster.</returns>
    Neo4jException OnError(BoltConnection connection, Neo4jException error);
}

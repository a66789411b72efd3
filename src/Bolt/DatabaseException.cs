namespace DepGraph.Bolt;

/// <summary>The server failed at a request that nothing was wrong with.</summary>
public sealed class DatabaseException(string? code, string message, Exception? cause = null)
    : Neo4jException(code, message, cause);

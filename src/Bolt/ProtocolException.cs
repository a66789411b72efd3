namespace DepGraph.Bolt;

/// <summary>The peer does not speak Bolt as it is specified. The connection was closed.</summary>
public sealed class ProtocolException(string message, Exception? cause = null) : Neo4jException(message, cause);

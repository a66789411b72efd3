namespace DepGraph.Bolt;

/// <summary>The server said nothing for longer than <see cref="Config.ConnectionReadTimeout"/> or its own hint allow; the connection was closed.</summary>
public sealed class ConnectionReadTimeoutException(string message, Exception? cause = null)
    : ServiceUnavailableException(message, cause);

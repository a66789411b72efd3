namespace DepGraph.Bolt;

/// <summary>All connections stayed in use for longer than <see cref="Config.ConnectionAcquisitionTimeout"/>.</summary>
public sealed class ConnectionAcquisitionTimeoutException(string message, Exception? cause = null)
    : ClientException(message, cause);

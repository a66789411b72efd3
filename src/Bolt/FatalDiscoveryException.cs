namespace DepGraph.Bolt;

/// <summary>The cluster refuses to say who serves the database, and will not change its mind: there is no such database, for example.</summary>
public sealed class FatalDiscoveryException(string? code, string message, Exception? cause = null)
    : ClientException(code, message, cause);

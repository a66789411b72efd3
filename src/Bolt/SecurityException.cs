namespace DepGraph.Bolt;

/// <summary>The server does not let this user do this, or the connection is not as safe as it was asked to be.</summary>
public class SecurityException : Neo4jException
{
    public SecurityException(string message, Exception? cause = null)
        : base(message, cause) { }

    public SecurityException(string? code, string message, Exception? cause = null)
        : base(code, message, cause) { }
}

namespace DepGraph.Bolt;

/// <summary>The cluster has no server for this any more, or not yet: after an election for example. The transaction may be run again.</summary>
public sealed class SessionExpiredException : Neo4jException
{
    public SessionExpiredException(string message, Exception? cause = null)
        : base(message, cause) { }

    public SessionExpiredException(string? code, string message, Exception? cause = null)
        : base(code, message, cause) { }

    public override bool IsRetriable => true;
}

namespace DepGraph.Bolt;

/// <summary>The server could not do it now, a deadlock for example. The transaction was rolled back and may be run again.</summary>
public sealed class TransientException(string? code, string message, Exception? cause = null)
    : Neo4jException(code, message, cause)
{
    public override bool IsRetriable => true;
}

namespace DepGraph.Bolt;

/// <summary>No server could be reached, or the connection broke. Nothing that was under way in it has been committed, but for <see cref="IncompleteCommitException"/>.</summary>
public class ServiceUnavailableException(string message, Exception? cause = null) : Neo4jException(message, cause)
{
    public override bool IsRetriable => true;
}

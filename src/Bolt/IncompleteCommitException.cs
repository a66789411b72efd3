namespace DepGraph.Bolt;

/// <summary>
/// The connection broke after the commit was sent and before it was answered: the transaction may be committed, or not.
/// It is never retried by the driver.
/// </summary>
public sealed class IncompleteCommitException(string message, Exception? cause = null)
    : ServiceUnavailableException(message, cause)
{
    public override bool IsRetriable => false;
}

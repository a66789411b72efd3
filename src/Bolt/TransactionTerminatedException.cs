namespace DepGraph.Bolt;

/// <summary>The transaction failed before, or its work was cancelled, so that the server rolled it back; the first failure is the cause.</summary>
public sealed class TransactionTerminatedException(string message, Exception cause)
    : ClientException((cause as Neo4jException)?.Code, message, cause)
{
    public override bool IsRetriable => InnerException is Neo4jException { IsRetriable: true };
}

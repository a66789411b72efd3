namespace DepGraph.Bolt;

/// <summary>The transaction was committed or rolled back before.</summary>
public sealed class TransactionClosedException(string message) : ClientException(message);

namespace DepGraph.Bolt;

/// <summary>How a transaction behaves; made with <see cref="TransactionConfigBuilder"/> or as it is.</summary>
public sealed class TransactionConfig
{
    internal static readonly TransactionConfig Default = new();

    /// <summary>After this the server ends the transaction. Null: the server's own limit; zero: no limit at all.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>What the server's query log and <c>SHOW TRANSACTIONS</c> are to show of it; null for nothing.</summary>
    public IReadOnlyDictionary<string, object?>? Metadata { get; init; }
}

namespace DepGraph.Bolt.Internal.Sessions;

internal enum TransactionState
{
    Open,

    /// <summary>The server has rolled it back, or will when the connection is reset; the connection is not given back yet.</summary>
    Failed,

    Committed,
    RolledBack,
}

namespace DepGraph.Bolt.Internal.Protocol;

/// <summary>
/// What the server is ready for once it has done all that was sent, as far as the client knows.
/// https://neo4j.com/docs/bolt/current/bolt/server-state/
/// </summary>
internal enum ConnectionState
{
    /// <summary>A version is agreed on; HELLO is due.</summary>
    Negotiated,

    /// <summary>LOGON is due.</summary>
    Unauthenticated,

    Ready,

    /// <summary>The records of an auto-commit wait to be pulled.</summary>
    Streaming,

    TransactionReady,

    /// <summary>The records of one or more queries of a transaction wait to be pulled.</summary>
    TransactionStreaming,

    /// <summary>A request failed: the server ignores all others until RESET.</summary>
    Failed,

    /// <summary>Answers were left unread: only RESET, which ends what is under way, makes it useful again.</summary>
    Interrupted,

    /// <summary>Broken or closed.</summary>
    Defunct,
}

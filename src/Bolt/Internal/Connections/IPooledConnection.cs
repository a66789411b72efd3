namespace DepGraph.Bolt.Internal.Connections;

/// <summary>What the pool needs to know of a connection.</summary>
internal interface IPooledConnection : IAsyncDisposable
{
    /// <summary>False once it is broken or closed.</summary>
    bool IsOpen { get; }

    /// <summary>Whether anyone may use it as it is; false when it must be reset first.</summary>
    bool IsClean { get; }

    /// <summary>Whether answers were left unread, so that a reset may take longer than a round trip.</summary>
    bool IsInterrupted { get; }

    /// <summary>Whether the peer has visibly closed it while it was idle. Costs no round trip.</summary>
    bool IsStale { get; }

    /// <summary>Makes it clean.</summary>
    /// <exception cref="Neo4jException">It is broken.</exception>
    ValueTask ResetAsync(CancellationToken cancellationToken);

    /// <summary>Closes it at once, from any thread, even while it is used.</summary>
    void Abort(Neo4jException reason);
}

namespace DepGraph.Bolt.Internal.Sessions;

/// <summary>The transaction that a cursor belongs to.</summary>
internal interface ICursorOwner
{
    /// <summary>Makes sure that records may be asked for.</summary>
    /// <exception cref="TransactionTerminatedException">The transaction has failed otherwise.</exception>
    void ThrowIfFailed();

    /// <summary>The last record has come.</summary>
    ValueTask OnEndedAsync(CursorHandler result);

    /// <summary>Using the connection failed, or was cancelled.</summary>
    ValueTask OnFailedAsync(Exception cause);
}

namespace DepGraph.Bolt.Internal.Sessions;

/// <summary>The transaction that a cursor belongs to.</summary>
internal interface ICursorOwner
{
    /// <summary>The last record has come.</summary>
    ValueTask OnEndedAsync(CursorHandler result);

    /// <summary>Using the connection failed, or was cancelled.</summary>
    ValueTask OnFailedAsync(Exception cause);
}

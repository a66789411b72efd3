using DepGraph.Bolt.Internal.Protocol;

namespace DepGraph.Bolt.Internal.Sessions;

/// <summary>A query that is a transaction of its own: it has its connection until its result ends.</summary>
/// <param name="session">Gets the connection back.</param>
/// <param name="connection">On which it runs.</param>
/// <param name="bookmarks">What it began behind.</param>
internal sealed class AutoCommit(AsyncSession session, BoltConnection connection, IReadOnlyList<string> bookmarks)
    : ICursorOwner
{
    /// <summary>Nothing but its result can fail, and that knows.</summary>
    public void ThrowIfFailed() { }

    public ValueTask OnEndedAsync(CursorHandler result) =>
        session.OnAutoCommitEndedAsync(connection, bookmarks, result);

    public ValueTask OnFailedAsync(Exception cause) => session.OnAutoCommitEndedAsync(connection, bookmarks, null);
}

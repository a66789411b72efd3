namespace DepGraph.Bolt.Internal.Sessions;

/// <summary>How far a session has come: its own last bookmark, with what its manager knows from others.</summary>
internal sealed class SessionBookmarks(SessionConfig config)
{
    private IReadOnlyList<string> own = Bookmarks.Combine(config.Bookmarks ?? []).Values;

    public Bookmarks Last => Bookmarks.From(own);

    /// <summary>What the next transaction must be able to see.</summary>
    public async ValueTask<IReadOnlyList<string>> GetAsync(CancellationToken cancellationToken)
    {
        if (config.BookmarkManager is not { } manager)
        {
            return own;
        }

        var shared = await manager.GetBookmarksAsync(cancellationToken);
        return own.Count == 0 ? shared
            : shared.Count == 0 ? own
            : [.. shared.Union(own)];
    }

    /// <summary>A transaction has ended.</summary>
    /// <param name="sent">What it began behind.</param>
    /// <param name="bookmark">Where it ended; null when the server does not say.</param>
    public async ValueTask UpdateAsync(IReadOnlyList<string> sent, string? bookmark)
    {
        if (bookmark is null)
        {
            return;
        }

        own = [bookmark];
        if (config.BookmarkManager is { } manager)
        {
            await manager.UpdateBookmarksAsync(sent, own);
        }
    }
}

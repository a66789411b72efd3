namespace DepGraph.Bolt.Internal.Sessions;

/// <summary>The set of bookmarks, which is replaced as a whole and never changed, so that readers need no lock.</summary>
internal sealed class BookmarkManager(Bookmarks initial) : IBookmarkManager
{
    private readonly Lock gate = new();
    private volatile string[] current = [.. initial.Values];

    public ValueTask<IReadOnlyList<string>> GetBookmarksAsync(CancellationToken cancellationToken = default) =>
        new(current);

    public ValueTask UpdateBookmarksAsync(
        IReadOnlyList<string> previous,
        IReadOnlyList<string> next,
        CancellationToken cancellationToken = default
    )
    {
        // Reading gives the bookmark that was there before, most of the time.
        if (next.Count == 0 || (next.Count == 1 && current is [var only] && only == next[0]))
        {
            return ValueTask.CompletedTask;
        }

        lock (gate)
        {
            current = [.. current.Except(previous).Union(next)];
        }

        return ValueTask.CompletedTask;
    }
}

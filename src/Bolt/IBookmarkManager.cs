namespace DepGraph.Bolt;

/// <summary>Remembers how far the database's history is known to have come. Safe for use by many sessions at once.</summary>
public interface IBookmarkManager
{
    /// <summary>What the next transaction must be able to see.</summary>
    ValueTask<IReadOnlyList<string>> GetBookmarksAsync(CancellationToken cancellationToken = default);

    /// <summary>A transaction that began behind <paramref name="previous"/> has ended at <paramref name="next"/>.</summary>
    ValueTask UpdateBookmarksAsync(
        IReadOnlyList<string> previous,
        IReadOnlyList<string> next,
        CancellationToken cancellationToken = default
    );
}

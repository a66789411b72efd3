using DepGraph.GraphQL;

namespace DepGraph.GraphApi.Paging;

/// <summary>Pages of lists that never change under their revision.</summary>
internal static class RevisionPage
{
    /// <param name="owner">What the list belongs to.</param>
    /// <param name="list">The whole list.</param>
    /// <param name="first">How many elements at most.</param>
    /// <param name="after">A cursor: what follows it is returned; null: from the start.</param>
    /// <param name="keep">Keeps the owner for the cursors that are given out, and tells its revision.</param>
    /// <param name="find">The owner that an earlier page was of, by its revision; null when it has expired.</param>
    /// <exception cref="GraphQLException">An argument is wrong, or the cursor has expired.</exception>
    public static Connection<T> Of<TOwner, T>(
        TOwner owner,
        Func<TOwner, IReadOnlyList<T>> list,
        int first,
        string? after,
        Func<TOwner, string> keep,
        Func<string, TOwner?> find
    )
        where TOwner : class
    {
        PageSize.Check("first", first);
        var preceding = -1;
        if (after is not null)
        {
            (var revision, preceding) = RevisionCursor.Parse(after);
            owner = find(revision) ?? throw InputError.CursorExpired(after);
        }

        var all = list(owner);
        // A cursor is the client's to send, whatever index it names.
        var start = Math.Min(preceding, all.Count - 1) + 1;
        var nodes = new T[Math.Min(first, all.Count - start)];
        for (var i = 0; i < nodes.Length; i++)
        {
            nodes[i] = all[start + i];
        }

        string? kept = null;
        return new Connection<T>(
            nodes,
            all.Count,
            HasNextPage: start + nodes.Length < all.Count,
            HasPreviousPage: start > 0,
            place => new RevisionCursor(kept ??= keep(owner), start + place).ToString()
        );
    }
}

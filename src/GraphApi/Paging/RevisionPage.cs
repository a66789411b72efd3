namespace DepGraph.GraphApi.Paging;

/// <summary>Pages of a list that never changes under its revision.</summary>
internal static class RevisionPage
{
    /// <param name="all">The whole list.</param>
    /// <param name="revision">Its revision; asked for only when cursors are wanted.</param>
    /// <param name="first">How many elements at most, checked.</param>
    /// <param name="start">The place of the first one.</param>
    public static Connection<T> Of<T>(IReadOnlyList<T> all, Func<string> revision, int first, int start)
    {
        start = Math.Min(start, all.Count);
        var nodes = new T[Math.Min(first, all.Count - start)];
        for (var i = 0; i < nodes.Length; i++)
        {
            nodes[i] = all[start + i];
        }

        return new Connection<T>(
            nodes,
            all.Count,
            HasNextPage: start + nodes.Length < all.Count,
            HasPreviousPage: start > 0 && all.Count > 0,
            i => new RevisionCursor(revision(), start + i).ToString()
        );
    }
}

namespace DepGraph.GraphApi.Paging;

/// <summary>Where a page stands. Cursors are null on an empty page.</summary>
internal sealed record PageInfo(bool HasNextPage, bool HasPreviousPage, string? StartCursor, string? EndCursor);

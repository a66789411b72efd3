namespace DepGraph.GraphApi.Paging;

/// <summary>A page of a list. https://relay.dev/graphql/connections.htm</summary>
/// <param name="Nodes">The page's elements.</param>
/// <param name="TotalCount">How many elements the whole list has.</param>
/// <param name="HasNextPage">Whether more follows.</param>
/// <param name="HasPreviousPage">Whether something stands before.</param>
/// <param name="CursorAt">The cursor of an element, by its place in the page.</param>
internal sealed record Connection<T>(
    IReadOnlyList<T> Nodes,
    int TotalCount,
    bool HasNextPage,
    bool HasPreviousPage,
    Func<int, string> CursorAt
)
{
    /// <summary>Whether <see cref="TotalCount"/> is exact.</summary>
    public bool IsTotalCountExact { get; init; } = true;

    public Edge<T>[] Edges
    {
        get
        {
            var edges = new Edge<T>[Nodes.Count];
            for (var i = 0; i < edges.Length; i++)
            {
                edges[i] = new Edge<T>(this, i);
            }

            return edges;
        }
    }

    public PageInfo PageInfo =>
        new(
            HasNextPage,
            HasPreviousPage,
            Nodes.Count == 0 ? null : CursorAt(0),
            Nodes.Count == 0 ? null : CursorAt(Nodes.Count - 1)
        );
}

/// <summary>An element of a page, with its cursor.</summary>
internal readonly struct Edge<T>(Connection<T> page, int index)
{
    public string Cursor => page.CursorAt(index);

    public T Node => page.Nodes[index];
}

using DepGraph.GraphApi.Paging;
using DepGraph.GraphQL.Execution;
using DepGraph.Storage.Querying;

namespace DepGraph.GraphApi.Querying;

/// <summary>Pages of a list in memory by <c>first</c>, <c>after</c>, <c>last</c> and <c>before</c>.</summary>
internal static class MemoryPage
{
    /// <param name="rows">The whole list, in its order.</param>
    /// <param name="order">That order.</param>
    /// <param name="node">What a row is in the connection.</param>
    /// <param name="context">The field, which has all four arguments.</param>
    /// <param name="indexOf">Where a place's row is, for lists that know it at once; −1: not there.</param>
    /// <exception cref="GraphQL.GraphQLException">An argument is wrong; the message says which and how.</exception>
    public static Connection<TNode> Of<TRow, TNode>(
        IReadOnlyList<TRow> rows,
        Order<TRow> order,
        Func<TRow, TNode> node,
        FieldContext context,
        Func<FieldValue[], int>? indexOf = null
    )
    {
        var (first, last) = (context.Argument<int?>("first"), context.Argument<int?>("last"));
        if (first is not null && last is not null)
        {
            throw InputError.BadInput("Only one of `first` and `last` can be given.");
        }

        var start = OrderCursor.Parse(context.Argument<string?>("after"), order) is { } after
            ? Find(rows, order, after, isBehind: true, indexOf)
            : 0;
        var end = OrderCursor.Parse(context.Argument<string?>("before"), order) is { } before
            ? Math.Max(start, Find(rows, order, before, isBehind: false, indexOf))
            : rows.Count;
        if (last is { } fromEnd)
        {
            start = Math.Max(start, end - PageSize.Check("last", fromEnd));
        }
        else
        {
            end = Math.Min(end, start + PageSize.Check("first", first ?? PageSize.Default));
        }

        var nodes = new TNode[end - start];
        for (var i = 0; i < nodes.Length; i++)
        {
            nodes[i] = node(rows[start + i]);
        }

        return new Connection<TNode>(
            nodes,
            rows.Count,
            HasNextPage: end < rows.Count,
            HasPreviousPage: start > 0,
            place => OrderCursor.Of(order, rows[start + place])
        );
    }

    /// <summary>
    /// The index of the first row at or behind a place, or, with <paramref name="isBehind"/>, behind it. The row of the place itself
    /// is looked for first: lists may come in an order that agrees with <paramref name="order"/> but for equal versions.
    /// </summary>
    private static int Find<TRow>(
        IReadOnlyList<TRow> rows,
        Order<TRow> order,
        FieldValue[] place,
        bool isBehind,
        Func<FieldValue[], int>? indexOf
    )
    {
        if (indexOf?.Invoke(place) is >= 0 and var index)
        {
            return isBehind ? index + 1 : index;
        }

        var next = rows.Count;
        for (var i = 0; i < rows.Count; i++)
        {
            var compared = order.CompareToPlace(rows[i], place);
            if (compared == 0)
            {
                return isBehind ? i + 1 : i;
            }

            if (compared > 0 && next == rows.Count)
            {
                next = i;
            }
        }

        return next;
    }
}

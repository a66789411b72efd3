namespace DepGraph.Storage.Querying;

/// <summary>
/// Refuses what would read the whole list. An index serves equality, ranges and prefixes of its first field; it serves all
/// of several conditions when it serves one of them, for the others then look only at the rows that this one leaves, and any
/// of several when it serves each. It serves an order that begins with its first field.
/// </summary>
/// <param name="indexed">The fields that an index begins with.</param>
internal sealed class IndexRule<TRow>(IReadOnlyList<Field<TRow>> indexed)
{
    private readonly string[] _names = [.. indexed.Select(field => field.Name)];

    /// <param name="filter">In normal form.</param>
    /// <exception cref="UnindexedQueryException">No index serves it.</exception>
    public void Check(Filter<TRow> filter)
    {
        if (!filter.IsEverything && FindUnserved(filter) is { } condition)
            throw Refuse(condition.Field, condition.Origin);
    }

    /// <exception cref="UnindexedQueryException">No index serves it.</exception>
    public void Check(Order<TRow> order)
    {
        if (!indexed.Contains(order.Keys[0].Field))
            throw Refuse(order.Keys[0].Field, origin: null);
    }

    /// <summary>A condition that would have to be another; null when the filter is served.</summary>
    private Condition<TRow>? FindUnserved(Filter<TRow> filter) =>
        filter switch
        {
            Condition<TRow> condition => IsServed(condition) ? null : condition,
            AnyOf<TRow> any => any.Filters.Select(FindUnserved).FirstOrDefault(unserved => unserved is not null),
            AllOf<TRow> all => all.Filters.Select(FindUnserved).ToArray() is var parts && parts.Contains(null)
                ? null
                : parts[0],
            Not<TRow> not => (Condition<TRow>)not.Filter,
            _ => null,
        };

    private bool IsServed(Condition<TRow> condition) =>
        indexed.Contains(condition.Field)
        && condition.Operator is not (FilterOperator.Contains or FilterOperator.EndsWith);

    private UnindexedQueryException Refuse(Field<TRow> field, string? origin) =>
        new(field.Name, origin, indexed.Contains(field), _names);
}

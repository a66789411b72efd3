namespace DepGraph.Storage.Querying;

/// <summary>A page of a list.</summary>
public sealed record PageQuery<TRow>
{
    /// <summary>Which rows.</summary>
    public Filter<TRow> Filter { get; init; } = Querying.Filter.Everything<TRow>();

    public required Order<TRow> Order { get; init; }

    /// <summary>The page starts behind this place of the order, whether or not a row is there; null: at the beginning.</summary>
    public IReadOnlyList<FieldValue>? After { get; init; }

    /// <summary>At most this many, above 0.</summary>
    public required int Limit { get; init; }
}

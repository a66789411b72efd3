namespace DepGraph.Storage.Querying;

/// <summary>The constant filters.</summary>
public static class Filter
{
    /// <summary>Every row.</summary>
    public static Filter<TRow> Everything<TRow>() => new AllOf<TRow>([]);

    /// <summary>No row.</summary>
    public static Filter<TRow> Nothing<TRow>() => new AnyOf<TRow>([]);
}

/// <summary>Which rows of a list are meant. Immutable.</summary>
public abstract record Filter<TRow>
{
    private protected Filter() { }

    public bool IsEverything => this is AllOf<TRow> { Filters.Count: 0 };

    public bool IsNothing => this is AnyOf<TRow> { Filters.Count: 0 };

    /// <summary>Whether the filter means this row.</summary>
    public abstract bool Matches(TRow row);

    /// <summary>Every field that a condition names, once for each.</summary>
    public abstract IEnumerable<Field<TRow>> Fields();
}

/// <summary>Rows that every one of the filters means; all rows when there is none.</summary>
public sealed record AllOf<TRow>(IReadOnlyList<Filter<TRow>> Filters) : Filter<TRow>
{
    public override bool Matches(TRow row)
    {
        foreach (var filter in Filters)
        {
            if (!filter.Matches(row))
                return false;
        }
        return true;
    }

    public override IEnumerable<Field<TRow>> Fields() => Filters.SelectMany(filter => filter.Fields());
}

/// <summary>Rows that at least one of the filters means; no row when there is none.</summary>
public sealed record AnyOf<TRow>(IReadOnlyList<Filter<TRow>> Filters) : Filter<TRow>
{
    public override bool Matches(TRow row)
    {
        foreach (var filter in Filters)
        {
            if (filter.Matches(row))
                return true;
        }
        return false;
    }

    public override IEnumerable<Field<TRow>> Fields() => Filters.SelectMany(filter => filter.Fields());
}

/// <summary>Rows that the filter does not mean.</summary>
public sealed record Not<TRow>(Filter<TRow> Filter) : Filter<TRow>
{
    public override bool Matches(TRow row) => !Filter.Matches(row);

    public override IEnumerable<Field<TRow>> Fields() => Filter.Fields();
}

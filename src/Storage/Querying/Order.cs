namespace DepGraph.Storage.Querying;

/// <summary>An order of rows that leaves no ties. A place in it is the values of its keys in a row, one each.</summary>
public sealed class Order<TRow> : IComparer<TRow>
{
    private readonly SortKey<TRow>[] _keys;

    /// <param name="keys">What to sort by, the most important first, at least one; a field's first key counts.</param>
    /// <param name="ties">
    /// Fields that together tell every two rows apart; they come last, in the direction of the last key.
    /// </param>
    public Order(IReadOnlyList<SortKey<TRow>> keys, params IReadOnlyList<Field<TRow>> ties)
    {
        ArgumentOutOfRangeException.ThrowIfZero(keys.Count);
        var isDescending = keys[^1].IsDescending;
        _keys =
        [
            .. keys.Concat(ties.Select(field => new SortKey<TRow>(field, isDescending))).DistinctBy(key => key.Field),
        ];
    }

    public IReadOnlyList<SortKey<TRow>> Keys => _keys;

    /// <summary>The row's place.</summary>
    public FieldValue[] PlaceOf(TRow row) => Array.ConvertAll(_keys, key => key.Field.Read(row));

    public int Compare(TRow? x, TRow? y)
    {
        foreach (var key in _keys)
        {
            if (key.Field.Read(x!).CompareTo(key.Field.Read(y!)) is not 0 and var order)
                return key.IsDescending ? -order : order;
        }
        return 0;
    }

    /// <summary>Below 0 when the row stands before the place, 0 when it is there, above 0 when it stands behind.</summary>
    public int CompareToPlace(TRow row, IReadOnlyList<FieldValue> place)
    {
        for (var i = 0; i < _keys.Length; i++)
        {
            if (_keys[i].Field.Read(row).CompareTo(place[i]) is not 0 and var order)
                return _keys[i].IsDescending ? -order : order;
        }
        return 0;
    }

    /// <summary>Its keys, such as <c>requestedAt DESC, id DESC</c>.</summary>
    public override string ToString() =>
        string.Join(", ", _keys.Select(key => $"{key.Field} {(key.IsDescending ? "DESC" : "ASC")}"));
}

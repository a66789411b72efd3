using DepGraph.Storage.Querying;

namespace DepGraph.Storage.Sqlite.Querying;

/// <summary>A table that can be asked by the algebra of <see cref="PageQuery{TRow}"/>.</summary>
/// <param name="name">The table.</param>
/// <param name="selected">What a row is read from: columns as SQL lists them.</param>
/// <param name="columns">A column for each field.</param>
/// <param name="read">Makes a row of the selected columns.</param>
internal sealed class SqlTable<TRow>(
    string name,
    string selected,
    IReadOnlyDictionary<Field<TRow>, SqlColumn> columns,
    Func<PreparedStatement, TRow> read
)
{
    private readonly IndexRule<TRow> _rule = new([.. columns.Where(c => c.Value.IsIndexed).Select(c => c.Key)]);

    public IReadOnlyDictionary<Field<TRow>, SqlColumn> Columns => columns;

    /// <exception cref="UnindexedQueryException">No index serves the filter or the order.</exception>
    public List<TRow> List(SqliteSession session, PageQuery<TRow> query)
    {
        var filter = query.Filter.Normalize();
        _rule.Check(filter);
        _rule.Check(query.Order);
        if (filter.IsNothing)
            return [];
        var sql = ToSql(query with { Filter = filter });
        var rows = new List<TRow>();
        using var statement = session.Compile(sql.ToString());
        sql.BindTo(new Query(statement));
        while (statement.Step())
            rows.Add(read(statement));
        return rows;
    }

    /// <exception cref="UnindexedQueryException">No index serves the filter.</exception>
    public long Count(SqliteSession session, Filter<TRow> filter)
    {
        filter = filter.Normalize();
        _rule.Check(filter);
        if (filter.IsNothing)
            return 0;
        var sql = new SqlText($"SELECT count(*) FROM {name}");
        if (!filter.IsEverything)
            FilterSql.Write(sql.Append(" WHERE "), columns, filter);
        using var statement = session.Compile(sql.ToString());
        return sql.BindTo(new Query(statement)).Scalar() ?? 0;
    }

    /// <summary>The page as SQL; the filter must be in normal form and mean something.</summary>
    public SqlText ToSql(PageQuery<TRow> query)
    {
        var sql = new SqlText($"SELECT {selected} FROM {name}");
        if (!query.Filter.IsEverything)
            FilterSql.Write(sql.Append(" WHERE "), columns, query.Filter);
        if (query.After is { } place)
        {
            sql.Append(query.Filter.IsEverything ? " WHERE " : " AND ");
            KeysetSql.WriteBehind(sql, columns, query.Order, place);
        }
        KeysetSql.WriteOrder(sql, columns, query.Order);
        return sql.Append(" LIMIT ").AppendParameter(FieldValue.Of(query.Limit));
    }
}

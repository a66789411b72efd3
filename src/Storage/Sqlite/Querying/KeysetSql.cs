using DepGraph.Storage.Querying;

namespace DepGraph.Storage.Sqlite.Querying;

/// <summary>Orders, and the rows that stand behind a place of one.</summary>
internal static class KeysetSql
{
    public static void WriteOrder<TRow>(
        SqlText sql,
        IReadOnlyDictionary<Field<TRow>, SqlColumn> columns,
        Order<TRow> order
    )
    {
        for (var i = 0; i < order.Keys.Count; i++)
        {
            sql.Append(i == 0 ? " ORDER BY " : ", ").Append(columns[order.Keys[i].Field].Expression);
            if (order.Keys[i].IsDescending)
                sql.Append(" DESC");
        }
    }

    public static void WriteBehind<TRow>(
        SqlText sql,
        IReadOnlyDictionary<Field<TRow>, SqlColumn> columns,
        Order<TRow> order,
        IReadOnlyList<FieldValue> place
    )
    {
        var keys = new (string Expression, bool IsDescending, FieldValue Value)[order.Keys.Count];
        for (var i = 0; i < keys.Length; i++)
        {
            var column = columns[order.Keys[i].Field];
            var value = place[i].IsNull ? FieldValue.Of(column.Null) : place[i];
            keys[i] = (column.Expression, order.Keys[i].IsDescending, value);
        }
        var isOneWay = Array.TrueForAll(keys, key => key.IsDescending == keys[0].IsDescending);
        if (!isOneWay || columns[order.Keys[0].Field].Null is not null)
            WriteBound(sql, keys[0].Expression, keys[0].IsDescending, keys[0].Value);
        if (isOneWay)
            WriteRow(sql, keys);
        else
            WriteSteps(sql, keys);
    }

    /// <summary>
    /// <c>a &gt;= ?</c>, which what follows implies: but SQLite does not seek in an index by alternatives, nor by rows that begin with
    /// an expression.
    /// </summary>
    private static void WriteBound(SqlText sql, string expression, bool isDescending, FieldValue value) =>
        sql.Append($"{expression} {Behind(isDescending)}= ").AppendParameter(value).Append(" AND ");

    /// <summary><c>(a, b) &gt; (?, ?)</c>, by which SQLite seeks in an index over both columns.</summary>
    private static void WriteRow(SqlText sql, (string Expression, bool IsDescending, FieldValue Value)[] keys)
    {
        sql.Append($"({string.Join(", ", keys.Select(key => key.Expression))}) {Behind(keys[0].IsDescending)} (");
        for (var i = 0; i < keys.Length; i++)
            (i == 0 ? sql : sql.Append(", ")).AppendParameter(keys[i].Value);
        sql.Append(")");
    }

    /// <summary><c>(a &gt; ? OR a = ? AND b &lt; ?)</c>, for keys of different directions.</summary>
    private static void WriteSteps(SqlText sql, (string Expression, bool IsDescending, FieldValue Value)[] keys)
    {
        sql.Append("(");
        for (var i = 0; i < keys.Length; i++)
        {
            sql.Append(i == 0 ? "" : " OR ");
            for (var j = 0; j < i; j++)
                sql.Append($"{keys[j].Expression} = ").AppendParameter(keys[j].Value).Append(" AND ");
            sql.Append($"{keys[i].Expression} {Behind(keys[i].IsDescending)} ").AppendParameter(keys[i].Value);
        }
        sql.Append(")");
    }

    private static string Behind(bool isDescending) => isDescending ? "<" : ">";
}

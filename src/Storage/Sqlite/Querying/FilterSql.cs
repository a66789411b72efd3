using System.Text;
using DepGraph.Storage.Querying;

namespace DepGraph.Storage.Sqlite.Querying;

/// <summary>
/// Filters in normal form as conditions of SQL. A condition that is not negated may be NULL instead of false, which a WHERE
/// takes for the same; before it is negated it is made one or the other.
/// </summary>
internal static class FilterSql
{
    private const int LastRune = 0x10FFFF;
    private const int BeforeSurrogates = 0xD7FF;
    private const int AfterSurrogates = 0xE000;

    public static void Write<TRow>(
        SqlText sql,
        IReadOnlyDictionary<Field<TRow>, SqlColumn> columns,
        Filter<TRow> filter
    )
    {
        switch (filter)
        {
            case AllOf<TRow> all:
                Join(sql, columns, all.Filters, " AND ");
                break;
            case AnyOf<TRow> any:
                Join(sql, columns, any.Filters, " OR ");
                break;
            case Not<TRow> not:
                sql.Append("NOT ifnull(");
                Write(sql, columns, not.Filter);
                sql.Append(", 0)");
                break;
            case Condition<TRow> condition:
                Write(sql.Append("("), columns[condition.Field], condition.Operator, condition.Operands);
                sql.Append(")");
                break;
        }
    }

    private static void Join<TRow>(
        SqlText sql,
        IReadOnlyDictionary<Field<TRow>, SqlColumn> columns,
        IReadOnlyList<Filter<TRow>> filters,
        string conjunction
    )
    {
        for (var i = 0; i < filters.Count; i++)
        {
            sql.Append(i == 0 ? "(" : conjunction);
            Write(sql, columns, filters[i]);
        }
        sql.Append(")");
    }

    private static void Write(
        SqlText sql,
        SqlColumn column,
        FilterOperator relation,
        IReadOnlyList<FieldValue> operands
    )
    {
        var x = column.Expression;
        switch (relation)
        {
            case FilterOperator.In:
                WriteIn(sql, column, operands);
                break;
            case FilterOperator.Contains:
                sql.Append($"instr({x}, ").AppendParameter(operands[0]).Append(") > 0");
                break;
            case FilterOperator.EndsWith when operands[0].Text!.Length > 0:
                // By bytes: a text's own functions stop at a NUL, and a suffix of UTF-8 is one of the text.
                sql.Append($"substr(CAST({x} AS BLOB), ")
                    .AppendParameter(FieldValue.Of(-(long)Encoding.UTF8.GetByteCount(operands[0].Text!)))
                    .Append(") = CAST(")
                    .AppendParameter(operands[0])
                    .Append(" AS BLOB)");
                break;
            case FilterOperator.StartsWith or FilterOperator.EndsWith:
                WritePrefix(sql, x, operands[0].Text!);
                break;
            case FilterOperator.Greater:
                sql.Append($"{x} > ").AppendParameter(AtLeast(operands[0], column.Null));
                break;
            case FilterOperator.GreaterOrEqual:
                sql.Append($"{x} >= ").AppendParameter(AtLeast(operands[0], column.Null + 1));
                break;
            default:
                sql.Append($"{x} {(relation == FilterOperator.Less ? "<" : "<=")} ").AppendParameter(operands[0]);
                if (column.Null is { } none)
                    sql.Append($" AND {x} > ").AppendParameter(FieldValue.Of(none));
                break;
        }
    }

    /// <summary>What stands for NULL is not among the values.</summary>
    private static FieldValue AtLeast(FieldValue value, long? least) =>
        value.Number < least ? FieldValue.Of(least) : value;

    private static void WriteIn(SqlText sql, SqlColumn column, IReadOnlyList<FieldValue> operands)
    {
        FieldValue[] values =
        [
            .. operands
                .Select(value => value.IsNull && column.Null is { } none ? FieldValue.Of(none) : value)
                .Where(value => !value.IsNull),
        ];
        if (values.Length < operands.Count)
            sql.Append(values.Length == 0 ? $"{column.Expression} IS NULL" : $"{column.Expression} IS NULL OR ");
        if (values.Length == 0)
            return;
        sql.Append($"{column.Expression} IN (");
        for (var i = 0; i < values.Length; i++)
            (i == 0 ? sql : sql.Append(", ")).AppendParameter(values[i]);
        sql.Append(")");
    }

    /// <summary>A range, which an index serves: from the prefix to the next text that does not begin with it.</summary>
    private static void WritePrefix(SqlText sql, string expression, string prefix)
    {
        sql.Append($"{expression} >= ").AppendParameter(FieldValue.Of(prefix));
        if (EndOf(prefix) is { } end)
            sql.Append($" AND {expression} < ").AppendParameter(FieldValue.Of(end));
    }

    /// <summary>Null when every text from the prefix on begins with it.</summary>
    private static string? EndOf(string prefix)
    {
        var runes = prefix.EnumerateRunes().ToList();
        while (runes.Count > 0)
        {
            var last = runes[^1].Value;
            runes.RemoveAt(runes.Count - 1);
            if (last < LastRune)
            {
                runes.Add(new Rune(last == BeforeSurrogates ? AfterSurrogates : last + 1));
                return string.Concat(runes);
            }
        }
        return null;
    }
}

using DepGraph.Storage.Querying;

namespace DepGraph.Storage.Neo4j.Querying;

/// <summary>
/// Filters in normal form as conditions of Cypher on the node <c>n</c>. A condition that is not negated may be null instead of false, which
/// a WHERE takes for the same; before it is negated it is made one or the other.
/// </summary>
internal static class FilterCypher
{
    public static void Write<TRow>(
        CypherText cypher,
        IReadOnlyDictionary<Field<TRow>, CypherProperty> properties,
        Filter<TRow> filter
    )
    {
        switch (filter)
        {
            case AllOf<TRow> all:
                Join(cypher, properties, all.Filters, " AND ");
                break;
            case AnyOf<TRow> any:
                Join(cypher, properties, any.Filters, " OR ");
                break;
            case Not<TRow> not:
                cypher.Append("NOT coalesce(");
                Write(cypher, properties, not.Filter);
                cypher.Append(", false)");
                break;
            case Condition<TRow> condition:
                Write(cypher.Append("("), properties[condition.Field], condition.Operator, condition.Operands);
                cypher.Append(")");
                break;
        }
    }

    private static void Join<TRow>(
        CypherText cypher,
        IReadOnlyDictionary<Field<TRow>, CypherProperty> properties,
        IReadOnlyList<Filter<TRow>> filters,
        string conjunction
    )
    {
        for (var i = 0; i < filters.Count; i++)
        {
            cypher.Append(i == 0 ? "(" : conjunction);
            Write(cypher, properties, filters[i]);
        }
        cypher.Append(")");
    }

    private static void Write(
        CypherText cypher,
        CypherProperty property,
        FilterOperator relation,
        IReadOnlyList<FieldValue> operands
    )
    {
        var x = $"n.{property.Name}";
        switch (relation)
        {
            case FilterOperator.In:
                WriteIn(cypher, x, property.Null, operands);
                break;
            case FilterOperator.Contains:
                cypher.Append($"{x} CONTAINS ").AppendParameter(operands[0]);
                break;
            case FilterOperator.StartsWith:
                cypher.Append($"{x} STARTS WITH ").AppendParameter(operands[0]);
                break;
            case FilterOperator.EndsWith:
                cypher.Append($"{x} ENDS WITH ").AppendParameter(operands[0]);
                break;
            case FilterOperator.Greater:
                cypher.Append($"{x} > ").AppendParameter(AtLeast(operands[0], property.Null));
                break;
            case FilterOperator.GreaterOrEqual:
                cypher.Append($"{x} >= ").AppendParameter(AtLeast(operands[0], property.Null + 1));
                break;
            default:
                cypher.Append($"{x} {(relation == FilterOperator.Less ? "<" : "<=")} ").AppendParameter(operands[0]);
                if (property.Null is { } none)
                    cypher.Append($" AND {x} > ").AppendParameter(FieldValue.Of(none));
                break;
        }
    }

    /// <summary>What stands for null is not among the values.</summary>
    private static FieldValue AtLeast(FieldValue value, long? least) =>
        value.Number < least ? FieldValue.Of(least) : value;

    private static void WriteIn(CypherText cypher, string x, long? none, IReadOnlyList<FieldValue> operands)
    {
        FieldValue[] values =
        [
            .. operands
                .Select(value => value.IsNull && none is { } number ? FieldValue.Of(number) : value)
                .Where(value => !value.IsNull),
        ];
        if (values.Length < operands.Count)
            cypher.Append(values.Length == 0 ? $"{x} IS NULL" : $"{x} IS NULL OR ");
        if (values.Length > 0)
            cypher.Append($"{x} IN ").AppendList(values);
    }
}

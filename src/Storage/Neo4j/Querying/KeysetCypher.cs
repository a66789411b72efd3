using DepGraph.Storage.Querying;

namespace DepGraph.Storage.Neo4j.Querying;

/// <summary>
/// Orders, and the rows that stand behind a place of one. Those are asked for in steps, the nearest first: equal in all keys but the last, then
/// in all but the last two, and so on; each step is one seek in an index over the keys, which alternatives in one condition would not be.
/// </summary>
internal static class KeysetCypher
{
    public static void WriteOrder<TRow>(
        CypherText cypher,
        IReadOnlyDictionary<Field<TRow>, CypherProperty> properties,
        Order<TRow> order
    )
    {
        for (var i = 0; i < order.Keys.Count; i++)
        {
            cypher.Append(i == 0 ? " ORDER BY " : ", ").Append($"n.{properties[order.Keys[i].Field].Order}");
            if (order.Keys[i].IsDescending)
                cypher.Append(" DESC");
        }
    }

    /// <summary>The condition of one step.</summary>
    /// <param name="cypher">Is continued.</param>
    /// <param name="properties">A property for each field.</param>
    /// <param name="order">The order.</param>
    /// <param name="place">A value for each of its keys.</param>
    /// <param name="equal">How many keys are to be equal: one less than there are, for the rows that come next, down to 0.</param>
    public static void WriteStep<TRow>(
        CypherText cypher,
        IReadOnlyDictionary<Field<TRow>, CypherProperty> properties,
        Order<TRow> order,
        IReadOnlyList<FieldValue> place,
        int equal
    )
    {
        for (var i = 0; i <= equal; i++)
        {
            var property = properties[order.Keys[i].Field];
            var relation =
                i < equal ? "="
                : order.Keys[i].IsDescending ? "<"
                : ">";
            cypher
                .Append(i == 0 ? "" : " AND ")
                .Append($"n.{property.Order} {relation} ")
                .AppendParameter(InOrder(property, place[i]));
        }
    }

    private static FieldValue InOrder(CypherProperty property, FieldValue value) =>
        value.IsNull ? FieldValue.Of(property.Null)
        : value.Text is { } text ? FieldValue.Of(OrderText.Of(text))
        : value;
}

using DepGraph.Bolt;
using DepGraph.Bolt.PackStream;
using DepGraph.Storage.Querying;

namespace DepGraph.Storage.Neo4j.Querying;

/// <summary>Nodes that can be asked by the algebra of <see cref="PageQuery{TRow}"/>.</summary>
/// <param name="label">Their label.</param>
/// <param name="selected">What a row is read from: expressions on the node <c>n</c>.</param>
/// <param name="properties">A property for each field.</param>
/// <param name="tail">
/// The properties that every index ends with, on every node. An index over several properties serves only what says something of each.
/// </param>
/// <param name="read">Makes a row of what is selected.</param>
internal sealed class CypherList<TRow>(
    string label,
    string selected,
    IReadOnlyDictionary<Field<TRow>, CypherProperty> properties,
    IReadOnlyList<string> tail,
    RowReader<TRow> read
)
{
    private readonly IndexRule<TRow> _rule = new([.. properties.Where(p => p.Value.IsIndexed).Select(p => p.Key)]);

    public IReadOnlyDictionary<Field<TRow>, CypherProperty> Properties => properties;

    /// <exception cref="UnindexedQueryException">No index serves the filter or the order.</exception>
    public async Task<IReadOnlyList<TRow>> ListAsync(
        Neo4jDatabase database,
        PageQuery<TRow> query,
        CancellationToken cancellationToken
    )
    {
        var filter = query.Filter.Normalize();
        _rule.Check(filter);
        _rule.Check(query.Order);
        if (filter.IsNothing)
            return [];
        var cypher = ToCypher(query with { Filter = filter });
        var rows = await database.ReadAsync(cypher.ToString(), cypher, read, cancellationToken);
        return query.After is null ? rows : [.. rows.Order(query.Order).Take(query.Limit)];
    }

    /// <exception cref="UnindexedQueryException">No index serves the filter.</exception>
    public async Task<long> CountAsync(Neo4jDatabase database, Filter<TRow> filter, CancellationToken cancellationToken)
    {
        filter = filter.Normalize();
        _rule.Check(filter);
        if (filter.IsNothing)
            return 0;
        var cypher = new CypherText().Append($"MATCH (n:{label})");
        if (!filter.IsEverything)
        {
            WritePresence(cypher.Append(" WHERE "), tail);
            FilterCypher.Write(cypher.Append(" AND "), properties, filter);
        }
        cypher.Append(" RETURN count(*)");
        var rows = await database.ReadAsync(
            cypher.ToString(),
            cypher,
            (ref PackStreamReader fields) => fields.ReadInteger(),
            cancellationToken
        );
        return rows[0];
    }

    /// <summary>
    /// The page as Cypher; the filter must be in normal form and mean something. Behind a place it is the steps of
    /// <see cref="KeysetCypher"/>, each of which gives a page's worth of rows: those that come first are the page.
    /// </summary>
    public CypherText ToCypher(PageQuery<TRow> query)
    {
        var cypher = new CypherText();
        if (query.After is null)
            WriteStep(cypher, query, equal: null);
        for (var equal = query.Order.Keys.Count - 1; equal >= 0 && query.After is not null; equal--)
        {
            WriteStep(cypher, query, equal);
            cypher.Append(equal > 0 ? " UNION ALL " : "");
        }
        return cypher;
    }

    private void WriteStep(CypherText cypher, PageQuery<TRow> query, int? equal)
    {
        cypher.Append($"MATCH (n:{label}) WHERE ");
        WritePresence(cypher, [properties[query.Order.Keys[0].Field].Order, .. tail]);
        if (!query.Filter.IsEverything)
            FilterCypher.Write(cypher.Append(" AND "), properties, query.Filter);
        if (equal is { } keys)
            KeysetCypher.WriteStep(cypher.Append(" AND "), properties, query.Order, query.After!, keys);
        cypher.Append(" WITH n");
        KeysetCypher.WriteOrder(cypher, properties, query.Order);
        cypher.Append(" LIMIT ").AppendParameter(FieldValue.Of(query.Limit)).Append($" RETURN {selected}");
    }

    private static void WritePresence(CypherText cypher, IEnumerable<string> names) =>
        cypher.Append(string.Join(" AND ", names.Distinct().Select(name => $"n.{name} IS NOT NULL")));
}

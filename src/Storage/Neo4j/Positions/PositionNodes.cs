using DepGraph.Bolt.PackStream;

namespace DepGraph.Storage.Neo4j.Positions;

/// <summary>(:Position) nodes: a text by name. A node is locked before it is looked at.</summary>
internal sealed class PositionNodes(Neo4jDatabase database)
{
    public const string ReadCypher = "MATCH (n:Position {name: $name}) RETURN n.value";
    public const string MoveCypher = """
        MERGE (n:Position {name: $name})
        SET n.lock = true
        WITH n, CASE WHEN n.value = $from OR n.value = $to OR n.value IS NULL AND ($from IS NULL OR $to IS NULL)
          THEN [1] ELSE [] END AS moves
        FOREACH (x IN moves | SET n.value = $to, n.movedAt = datetime.realtime())
        WITH n, moves, CASE WHEN n.value IS NULL THEN [1] ELSE [] END AS ends
        FOREACH (x IN ends | DELETE n)
        RETURN size(moves) = 1
        """;

    public async Task<string?> ReadAsync(string name, CancellationToken cancellationToken)
    {
        IndexKey.Check(name, "A position's name");
        var rows = await database.ReadAsync(
            ReadCypher,
            new WrittenParameters(1, writer => writer.Entry("name", name)),
            (ref PackStreamReader fields) => fields.ReadString(),
            cancellationToken
        );
        return rows.Count == 0 ? null : rows[0];
    }

    /// <summary>It may run twice: then it finds what it has written.</summary>
    public async Task<bool> MoveAsync(string name, string? from, string? to)
    {
        IndexKey.Check(name, "A position's name");
        var rows = await database.WriteAsync(
            MoveCypher,
            new WrittenParameters(
                3,
                writer =>
                {
                    writer.Entry("name", name);
                    writer.Entry("from", from);
                    writer.Entry("to", to);
                }
            ),
            (ref PackStreamReader fields) => fields.ReadBoolean(),
            CancellationToken.None
        );
        return rows[0];
    }
}

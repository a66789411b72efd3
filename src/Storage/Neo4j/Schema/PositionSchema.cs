namespace DepGraph.Storage.Neo4j.Schema;

/// <summary>Migration 2: how far somebody has come who works through something.</summary>
internal static class PositionSchema
{
    public static readonly string[] Statements =
    [
        "CREATE CONSTRAINT depgraph_position IF NOT EXISTS FOR (n:Position) REQUIRE n.name IS UNIQUE",
    ];
}

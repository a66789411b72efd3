namespace DepGraph.Bolt.Tests.Fakes;

/// <summary>A routing table; servers are numbers of members.</summary>
internal sealed record ScriptedTable(
    int[] Routers,
    int[] Readers,
    int[] Writers,
    int Ttl = 300,
    string Database = "neo4j"
);

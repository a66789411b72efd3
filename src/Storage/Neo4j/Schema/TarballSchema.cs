namespace DepGraph.Storage.Neo4j.Schema;

/// <summary>Migration 4: what lies in tarballs. Leases are renewed by their tokens since, so nobody looks for their holders.</summary>
internal static class TarballSchema
{
    public static readonly string[] Statements =
    [
        "CREATE CONSTRAINT depgraph_tarball IF NOT EXISTS FOR (t:Tarball) REQUIRE t.key IS UNIQUE",
        "DROP INDEX depgraph_lease_holder IF EXISTS",
    ];
}

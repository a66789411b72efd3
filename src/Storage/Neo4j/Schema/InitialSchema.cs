namespace DepGraph.Storage.Neo4j.Schema;

/// <summary>
/// Migration 1: constraints and indexes, one statement each, every one harmless when it is there already. README.md explains the nodes.
/// </summary>
internal static class InitialSchema
{
    public static readonly string[] Statements =
    [
        "CREATE CONSTRAINT depgraph_graph IF NOT EXISTS FOR (g:Graph) REQUIRE g.name IS UNIQUE",
        "CREATE CONSTRAINT depgraph_queue IF NOT EXISTS FOR (q:IngestionQueue) REQUIRE q.name IS UNIQUE",
        "CREATE CONSTRAINT depgraph_package IF NOT EXISTS FOR (p:Package) REQUIRE p.name IS UNIQUE",
        "CREATE CONSTRAINT depgraph_package_purl IF NOT EXISTS FOR (p:Package) REQUIRE p.purl IS UNIQUE",
        "CREATE CONSTRAINT depgraph_version IF NOT EXISTS FOR (v:Version) REQUIRE v.purl IS UNIQUE",
        "CREATE CONSTRAINT depgraph_head IF NOT EXISTS FOR (h:Head) REQUIRE h.name IS UNIQUE",
        "CREATE CONSTRAINT depgraph_details IF NOT EXISTS FOR (d:Details) REQUIRE d.name IS UNIQUE",
        "CREATE CONSTRAINT depgraph_external IF NOT EXISTS FOR (x:External) REQUIRE x.type IS UNIQUE",
        "CREATE INDEX depgraph_package_sequence IF NOT EXISTS FOR (p:Package) ON (p.sequence)",
        "CREATE INDEX depgraph_package_fetch IF NOT EXISTS FOR (p:Package) ON (p.state, p.fetchedAt)",
        "CREATE INDEX depgraph_pending IF NOT EXISTS FOR (p:Pending) ON (p.sequence)",
        "CREATE CONSTRAINT depgraph_gain IF NOT EXISTS FOR (n:VersionGain) REQUIRE n.sequence IS UNIQUE",
        "CREATE INDEX depgraph_gain_commit IF NOT EXISTS FOR (n:VersionGain) ON (n.committedAt)",
        "CREATE CONSTRAINT depgraph_job IF NOT EXISTS FOR (j:IngestionJob) REQUIRE j.id IS UNIQUE",
        "CREATE CONSTRAINT depgraph_job_key IF NOT EXISTS FOR (j:IngestionJob) REQUIRE j.unfinishedKey IS UNIQUE",
        "CREATE INDEX depgraph_job_id_order IF NOT EXISTS FOR (j:IngestionJob) ON (j.idOrder, j.requestedTicks)",
        "CREATE INDEX depgraph_job_request IF NOT EXISTS FOR (j:IngestionJob) ON (j.requestedTicks, j.idOrder)",
        "CREATE INDEX depgraph_job_state IF NOT EXISTS FOR (j:IngestionJob) ON (j.stateNumber, j.requestedTicks, j.idOrder)",
        "CREATE INDEX depgraph_job_spec_order IF NOT EXISTS FOR (j:IngestionJob) ON (j.specOrder, j.requestedTicks, j.idOrder)",
        "CREATE INDEX depgraph_job_spec IF NOT EXISTS FOR (j:IngestionJob) ON (j.spec)",
        "CREATE INDEX depgraph_job_start IF NOT EXISTS FOR (j:IngestionJob) ON (j.startedTicks, j.requestedTicks, j.idOrder)",
        "CREATE INDEX depgraph_job_finish IF NOT EXISTS FOR (j:IngestionJob) ON (j.finishedTicks, j.requestedTicks, j.idOrder)",
        "CREATE INDEX depgraph_unfinished IF NOT EXISTS FOR (j:Unfinished) ON (j.priority, j.requestedTicks, j.idOrder)",
        "CREATE CONSTRAINT depgraph_lease IF NOT EXISTS FOR (l:DocumentLease) REQUIRE (l.name, l.isFull) IS UNIQUE",
        "CREATE INDEX depgraph_lease_holder IF NOT EXISTS FOR (l:DocumentLease) ON (l.holder)",
    ];
}

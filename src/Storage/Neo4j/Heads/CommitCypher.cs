using DepGraph.Storage.Neo4j.Relations;
using DepGraph.Storage.Neo4j.Search;

namespace DepGraph.Storage.Neo4j.Heads;

/// <summary>The queries of a commit's transaction.</summary>
internal static class CommitCypher
{
    /// <summary>Locks what the commit locks first, and reads the totals.</summary>
    public const string Begin = """
        MATCH (g:Graph)
        SET g.lock = true
        WITH g
        RETURN g.commit, g.packages, g.missing, g.versions, g.dependencies
        """;

    /// <summary>
    /// Locks each package, in the order of names, against the projection, and reads what is stored of it; what is read only for a
    /// head that may change is told by its hash.
    /// </summary>
    public const string Read = """
        UNWIND $packages AS row
        OPTIONAL MATCH (p:Package {name: row.name})
        SET p.ecosystem = 'npm'
        WITH row, p, coalesce(p.contentHash <> row.hash, true) AS mayChange
        OPTIONAL MATCH (h:Head {name: row.name})
        RETURN row.place, h.record, p:Pending, p.state, p.versions, p.dependencies,
          CASE WHEN mayChange THEN h.data END,
          CASE WHEN mayChange THEN head(COLLECT { MATCH (p)-[:LATEST]->(v:Version) RETURN v.purl }) END,
          COLLECT { UNWIND row.purls AS purl MATCH (v:Version {purl: purl}) RETURN [v.purl, v.shape] },
          CASE WHEN mayChange
            THEN COLLECT { MATCH (p)-[l:LATEST_DEPENDS_ON]->(t:Package) RETURN [t.name, l.kind, l.range, l.alias] }
            ELSE []
          END
        """;

    /// <summary>
    /// Writes everything. Nodes that relationships go to are looked up once, into a list, and named by their place in it: a relationship costs
    /// no look-up of its own.
    /// </summary>
    public static readonly string Write = $$"""
        MATCH (g:Graph)
        SET g += $graph
        WITH g
        {{TargetIndex.Cypher}}
        WITH packages, packages + externals AS targets
        CALL (packages) {
          UNWIND $heads AS row
          WITH row, packages[row.package] AS p
          SET p += row.properties
          FOREACH (pending IN row.pending | SET p:Pending)
          MERGE (h:Head {name: row.name})
          SET h += row.head
          MERGE (p)-[:HEAD]->(h)
          RETURN count(*) AS headsWritten
        }
        CALL (packages) {
          UNWIND $details AS row
          WITH row, packages[row.package] AS p
          MERGE (d:Details {name: row.name})
          SET d.data = row.data
          MERGE (p)-[:DETAILS]->(d)
          RETURN count(*) AS detailsWritten
        }
        CALL () {
          UNWIND $withoutDetails AS name
          MATCH (d:Details {name: name})
          DETACH DELETE d
          RETURN count(*) AS detailsDeleted
        }
        CALL (packages, targets) {
          UNWIND $added AS row
          WITH row, packages[row.package] AS p, targets
          CREATE (p)-[:HAS_VERSION]->(v:Version)
          SET v = row.node
          WITH row, v, targets
          UNWIND row.edges AS edge
          WITH v, edge, targets[edge[0]] AS t
          CREATE (v)-[:DEPENDS_ON {kind: edge[1], range: edge[2], alias: edge[3]}]->(t)
          RETURN count(*) AS edgesAdded
        }
        CALL (targets) {
          UNWIND $altered AS row
          MATCH (v:Version {purl: row.node.purl})
          SET v = row.node
          WITH row, v, targets
          CALL (v) {
            MATCH (v)-[d:DEPENDS_ON]->()
            DELETE d
            RETURN count(*) AS edgesDeleted
          }
          UNWIND row.edges AS edge
          WITH v, edge, targets[edge[0]] AS t
          CREATE (v)-[:DEPENDS_ON {kind: edge[1], range: edge[2], alias: edge[3]}]->(t)
          RETURN count(*) AS edgesReplaced
        }
        CALL (packages) {
          UNWIND $latest AS row
          WITH row, packages[row.package] AS p
          CALL (p) {
            MATCH (p)-[l:LATEST]->()
            DELETE l
            RETURN count(*) AS latestDeleted
          }
          MATCH (v:Version {purl: row.purl})
          CREATE (p)-[:LATEST]->(v)
          RETURN count(*) AS latestWritten
        }
        CALL (packages) {
          UNWIND $dropped AS row
          WITH row, packages[row.package] AS p
          MATCH (p)-[l:LATEST_DEPENDS_ON {kind: row.kind, range: row.range}]->(:Package {name: row.target})
          WHERE coalesce(l.alias, '') = row.alias
          DELETE l
          RETURN count(*) AS latestEdgesDeleted
        }
        CALL (packages, targets) {
          UNWIND $edges AS row
          WITH packages[row[0]] AS p, targets[row[1]] AS t, row
          CREATE (p)-[:LATEST_DEPENDS_ON {kind: row[2], range: row[3], alias: row[4]}]->(t)
          RETURN count(*) AS latestEdgesAdded
        }
        CALL (packages) {
          UNWIND $ranked AS place
          WITH packages[place] AS p
          WHERE p.searchTerms IS NOT NULL
          WITH p, {{SearchRankCypher.Dependents}} AS dependents
          WITH p, {{SearchRankCypher.OfDependents}} AS rank
          WHERE coalesce(p.searchRank <> rank, true)
          SET p.searchRank = rank
          RETURN count(*) AS ranksWritten
        }
        CALL () {
          UNWIND $gains AS row
          CREATE (n:VersionGain)
          SET n = row, n.committedAt = datetime.realtime()
          RETURN count(*) AS gainsAdded
        }
        RETURN headsWritten
        """;
}

namespace DepGraph.Storage.Neo4j.Relations;

/// <summary>The queries of the projection.</summary>
internal static class ProjectionCypher
{
    /// <summary>Packages that lag behind and that nobody else has claimed, in the order in which they began to.</summary>
    public const string Find = """
        MATCH (p:Pending)
        WHERE p.sequence > $after
          AND (p.claimedBy IS NULL OR p.claimedBy = $claimant OR p.claimedUntil < datetime.realtime())
        RETURN p.name, p.versions ORDER BY p.sequence LIMIT $limit
        """;

    /// <summary>Claims packages for a while, in the order of names, and reads what they consist of.</summary>
    public const string Claim = """
        UNWIND $names AS name
        MATCH (p:Package {name: name})
        SET p.ecosystem = 'npm'
        WITH p, datetime.realtime() AS now
        WHERE p:Pending AND (p.claimedBy IS NULL OR p.claimedBy = $claimant OR p.claimedUntil < now)
        SET p.claimedBy = $claimant, p.claimedUntil = now + duration({seconds: $seconds, nanoseconds: $nanoseconds})
        WITH p
        OPTIONAL MATCH (h:Head {name: p.name})
        OPTIONAL MATCH (d:Details {name: p.name})
        RETURN p.name, p.sequence, p.state, h.data, d.data,
          COLLECT { MATCH (p)-[:HAS_VERSION]->(v:Version) RETURN [v.version, v.purl, v.shape, v.facts] }
        """;

    /// <summary>
    /// Writes a slice of each package, provided that it has not changed since it was read. Whatever versions a commit has added meanwhile
    /// are left as they are: without a change they can only be of the same head.
    /// </summary>
    public const string Write = $$"""
        UNWIND $slices AS slice
        MATCH (p:Package {name: slice.name})
        SET p.ecosystem = 'npm'
        WITH slice, p WHERE p.sequence = slice.sequence
        WITH collect([slice, p]) AS work
        {{TargetIndex.Cypher}}
        WITH work, packages + externals AS targets
        UNWIND work AS item
        WITH item[0] AS slice, item[1] AS p, targets
        CALL (slice) {
          UNWIND slice.gone AS purl
          MATCH (v:Version {purl: purl})
          DETACH DELETE v
          RETURN count(*) AS versionsDeleted
        }
        CALL (slice) {
          UNWIND slice.informed AS node
          MATCH (v:Version {purl: node.purl})
          SET v = node
          RETURN count(*) AS versionsInformed
        }
        CALL (slice, targets) {
          UNWIND slice.altered AS row
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
        CALL (slice, p, targets) {
          UNWIND slice.added AS row
          WITH row, p, targets WHERE NOT EXISTS { MATCH (:Version {purl: row.node.purl}) }
          CREATE (p)-[:HAS_VERSION]->(v:Version)
          SET v = row.node
          WITH row, v, targets
          UNWIND row.edges AS edge
          WITH v, edge, targets[edge[0]] AS t
          CREATE (v)-[:DEPENDS_ON {kind: edge[1], range: edge[2], alias: edge[3]}]->(t)
          RETURN count(*) AS edgesAdded
        }
        SET p.claimedBy = $claimant,
          p.claimedUntil = datetime.realtime() + duration({seconds: $seconds, nanoseconds: $nanoseconds})
        RETURN slice.name
        """;

    /// <summary>
    /// Says that packages are up to date. A transaction of its own behind the one that made them so: of one and the same, others could see this
    /// before they see the relationships.
    /// </summary>
    public const string Finish = """
        UNWIND $packages AS row
        MATCH (p:Package {name: row.name})
        SET p.ecosystem = 'npm'
        WITH row, p WHERE p.sequence = row.sequence
        REMOVE p:Pending
        SET p.claimedBy = null, p.claimedUntil = null
        RETURN p.name
        """;

    /// <summary>Gives back what a process that closes has claimed.</summary>
    public const string Release = """
        MATCH (p:Pending)
        WHERE p.claimedBy = $claimant
        WITH p ORDER BY p.name
        SET p.ecosystem = 'npm'
        WITH p WHERE p.claimedBy = $claimant
        SET p.claimedBy = null, p.claimedUntil = null
        RETURN count(*)
        """;
}

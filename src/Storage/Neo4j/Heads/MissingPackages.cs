using DepGraph.Bolt.PackStream;

namespace DepGraph.Storage.Neo4j.Heads;

/// <summary>Forgets packages that were found missing long ago.</summary>
internal sealed class MissingPackages(Neo4jDatabase database)
{
    /// <summary>
    /// Names that a dependency still mentions stay as names. So do those whose former relationships are not removed yet. What the newest
    /// commit changed is counted anew: readers tell by the number whether all of it is visible.
    /// </summary>
    public const string ForgetCypher = """
        MATCH (g:Graph)
        SET g.lock = true
        WITH g
        CALL () {
          MATCH (p:Package {state: 'MISSING'})
          WHERE p.fetchedAt < $before
          WITH p ORDER BY p.state, p.fetchedAt LIMIT $limit
          RETURN collect(p) AS found
        }
        CALL (found) {
          UNWIND found AS p
          SET p.state = 'NAMED', p.fetchedAt = null, p.etag = null, p.lastModified = null
          WITH p
          MATCH (h:Head {name: p.name})
          DETACH DELETE h
          RETURN count(*) AS headsDeleted
        }
        CALL (found) {
          UNWIND found AS p
          WITH p WHERE NOT p:Pending AND NOT EXISTS { (p)<-[:DEPENDS_ON|LATEST_DEPENDS_ON]-() }
          DELETE p
          RETURN count(*) AS packagesDeleted
        }
        WITH g, size(found) AS forgotten, g.commit AS c
        SET g.missing = g.missing - forgotten,
          g.commit = [c[0], c[1], COUNT { MATCH (p:Package) WHERE c[0] <= p.sequence <= c[1] }, c[3]]
        RETURN forgotten
        """;

    public async Task<int> ForgetAsync(DateTimeOffset before, int limit, CancellationToken cancellationToken)
    {
        var parameters = new WrittenParameters(
            2,
            writer =>
            {
                writer.Entry("before", before);
                writer.Entry("limit", limit);
            }
        );
        var rows = await database.WriteAsync(
            ForgetCypher,
            parameters,
            (ref PackStreamReader fields) => (int)fields.ReadInteger(),
            cancellationToken
        );
        return rows.Count == 0 ? throw CommitLock.GraphIsGone(database.Place) : rows[0];
    }
}

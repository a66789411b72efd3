using DepGraph.Bolt.PackStream;
using DepGraph.Storage.Neo4j.Heads;

namespace DepGraph.Storage.Neo4j;

/// <summary>Reads the figures of the graph: one node of totals, a count that Neo4j keeps, and two index look-ups.</summary>
internal sealed class StatisticsReader(Neo4jDatabase database)
{
    public const string Cypher = """
        MATCH (g:Graph)
        RETURN g.commit, g.packages, g.missing, g.versions, g.dependencies,
          COUNT { (:Pending) },
          COUNT {
            MATCH (j:IngestionJob)
            WHERE j.stateNumber = 0 AND j.requestedTicks IS NOT NULL AND j.idOrder IS NOT NULL
          },
          head(COLLECT {
            MATCH (p:Package {state: 'KNOWN'})
            WHERE p.fetchedAt IS NOT NULL
            RETURN p.fetchedAt ORDER BY p.state, p.fetchedAt LIMIT 1
          })
        """;

    public async Task<GraphStatistics> ReadAsync(CancellationToken cancellationToken)
    {
        var rows = await database.ReadAsync(Cypher, parameters: null, Read, cancellationToken);
        return rows.Count == 0 ? throw CommitLock.GraphIsGone(database.Place) : rows[0];
    }

    private static GraphStatistics Read(ref PackStreamReader fields)
    {
        var totals = GraphTotals.Read(ref fields);
        return new GraphStatistics
        {
            Packages = totals.Packages,
            MissingPackages = totals.Missing,
            Versions = totals.Versions,
            Dependencies = totals.Dependencies,
            LastSequence = totals.Sequence,
            PendingPackages = fields.ReadInteger(),
            QueuedIngestions = (int)fields.ReadInteger(),
            OldestFetch = fields.ReadTimeOrNull(),
        };
    }
}

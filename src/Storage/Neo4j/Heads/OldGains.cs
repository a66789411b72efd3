using DepGraph.Bolt.PackStream;

namespace DepGraph.Storage.Neo4j.Heads;

/// <summary>Forgets gains that were committed long ago, by the server's clock.</summary>
internal sealed class OldGains(Neo4jDatabase database)
{
    /// <summary>As many as one transaction deletes.</summary>
    private const int Limit = 5000;

    private const string ForgetCypher = """
        MATCH (g:Graph)
        SET g.lock = true
        WITH g
        CALL () {
          MATCH (n:VersionGain)
          WHERE n.committedAt < datetime.realtime() - duration({seconds: $seconds, nanoseconds: $nanoseconds})
          WITH n LIMIT $limit
          DELETE n
          RETURN count(*) AS forgotten
        }
        WITH g, forgotten, g.commit AS c
        SET g.commit = [c[0], c[1], c[2], COUNT { MATCH (n:VersionGain) WHERE c[0] <= n.sequence <= c[1] }]
        RETURN forgotten
        """;

    public async Task<int> ForgetAsync(TimeSpan age, CancellationToken cancellationToken)
    {
        var parameters = new WrittenParameters(
            3,
            writer =>
            {
                writer.DurationEntries(age);
                writer.Entry("limit", Limit);
            }
        );
        var total = 0;
        while (true)
        {
            var rows = await database.WriteAsync(
                ForgetCypher,
                parameters,
                (ref PackStreamReader fields) => (int)fields.ReadInteger(),
                cancellationToken
            );
            var forgotten = rows.Count == 0 ? throw CommitLock.GraphIsGone(database.Place) : rows[0];
            total += forgotten;
            if (forgotten < Limit)
                return total;
        }
    }
}

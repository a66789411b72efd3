using DepGraph.Bolt.PackStream;

namespace DepGraph.Storage.Neo4j.Heads;

/// <summary>Finds the packages that were confirmed longest ago, by the index over state and time.</summary>
internal sealed class FetchAges(Neo4jDatabase database)
{
    public const string OldestCypher = """
        MATCH (p:Package {state: 'KNOWN'})
        WHERE p.fetchedAt < $before
        RETURN p.name, p.fetchedAt ORDER BY p.state, p.fetchedAt LIMIT $limit
        """;

    public Task<IReadOnlyList<FetchAge>> OldestAsync(
        int count,
        DateTimeOffset before,
        CancellationToken cancellationToken
    ) =>
        database.ReadAsync(
            OldestCypher,
            new WrittenParameters(
                2,
                writer =>
                {
                    writer.Entry("before", before);
                    writer.Entry("limit", count);
                }
            ),
            (ref PackStreamReader fields) => new FetchAge(fields.ReadString(), fields.ReadTime()),
            cancellationToken
        );
}

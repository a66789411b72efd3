using DepGraph.Bolt;
using DepGraph.Bolt.PackStream;

namespace DepGraph.Storage.Neo4j.Heads;

/// <summary>
/// What changed and what was gained, up to the newest commit that is visible as a whole: the newest one when the indexes show as many of its
/// packages and gains as it has, otherwise the one before.
/// </summary>
internal sealed class ChangeFeed(Neo4jDatabase database, Watermark watermark)
{
    private const string Settled = """
        MATCH (g:Graph)
        WITH g.commit AS c
        WITH CASE
          WHEN c[1] <= $settled THEN c[1]
          WHEN COUNT { MATCH (p:Package) WHERE c[0] <= p.sequence <= c[1] } = c[2]
            AND COUNT { MATCH (n:VersionGain) WHERE c[0] <= n.sequence <= c[1] } = c[3] THEN c[1]
          ELSE c[0] - 1
        END AS settled
        """;
    public const string LastCypher = $"{Settled} RETURN settled";
    public const string ChangesCypher = $$"""
        {{Settled}}
        RETURN settled, COLLECT {
          MATCH (p:Package) WHERE $after < p.sequence <= settled
          RETURN [p.sequence, p.name, p.revision] ORDER BY p.sequence LIMIT $limit
        }
        """;
    public const string GainsCypher = $$"""
        {{Settled}}
        RETURN settled, COLLECT {
          MATCH (n:VersionGain) WHERE $after < n.sequence <= settled
          RETURN [n.sequence, n.name, n.versions] ORDER BY n.sequence LIMIT $limit
        }
        """;

    /// <summary>The last sequence number of the newest commit that is visible as a whole.</summary>
    public Task<long> LastSequenceAsync(CancellationToken cancellationToken) =>
        AskAsync(
            LastCypher,
            new WrittenParameters(1, writer => writer.Entry("settled", watermark.Settled)),
            (ref PackStreamReader fields) => (fields.ReadInteger(), 0),
            ((long Settled, int) row) => row.Settled,
            cancellationToken
        );

    public Task<IReadOnlyList<HeadChange>> ChangesAsync(
        long afterSequence,
        int limit,
        CancellationToken cancellationToken
    ) =>
        ListAsync<HeadChange>(
            ChangesCypher,
            afterSequence,
            limit,
            (ref PackStreamReader item) => new(item.ReadInteger(), item.ReadString(), item.ReadInteger()),
            cancellationToken
        );

    public Task<IReadOnlyList<VersionGain>> GainsAsync(
        long afterSequence,
        int limit,
        CancellationToken cancellationToken
    ) =>
        ListAsync<VersionGain>(
            GainsCypher,
            afterSequence,
            limit,
            (ref PackStreamReader item) => new(item.ReadInteger(), item.ReadString(), item.ReadTexts()),
            cancellationToken
        );

    private Task<IReadOnlyList<T>> ListAsync<T>(
        string cypher,
        long afterSequence,
        int limit,
        RowReader<T> read,
        CancellationToken cancellationToken
    ) =>
        AskAsync(
            cypher,
            new WrittenParameters(
                3,
                writer =>
                {
                    writer.Entry("settled", watermark.Settled);
                    writer.Entry("after", afterSequence);
                    writer.Entry("limit", limit);
                }
            ),
            (ref PackStreamReader fields) =>
            {
                var settled = fields.ReadInteger();
                var items = new T[fields.ReadListHeader()];
                for (var i = 0; i < items.Length; i++)
                {
                    fields.ReadListHeader();
                    items[i] = read(ref fields);
                }
                return (settled, items);
            },
            ((long Settled, T[] Items) row) => (IReadOnlyList<T>)row.Items,
            cancellationToken
        );

    private async Task<TResult> AskAsync<TRest, TResult>(
        string cypher,
        WrittenParameters parameters,
        RowReader<(long Settled, TRest Items)> read,
        Func<(long Settled, TRest Items), TResult> select,
        CancellationToken cancellationToken
    )
    {
        var rows = await database.ReadAsync(cypher, parameters, read, cancellationToken);
        if (rows.Count == 0)
            throw CommitLock.GraphIsGone(database.Place);
        watermark.Advance(rows[0].Settled);
        return select(rows[0]);
    }
}

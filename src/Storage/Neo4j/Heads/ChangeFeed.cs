using DepGraph.Bolt;
using DepGraph.Bolt.PackStream;

namespace DepGraph.Storage.Neo4j.Heads;

/// <summary>
/// What changed and what was gained, up to the newest commit that is visible as a whole: the newest one when the indexes show as many of its
/// packages and gains as it has, otherwise the one before.
/// </summary>
internal sealed class ChangeFeed(Neo4jDatabase database, Watermark watermark, TimeProvider time)
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

    /// <summary>
    /// Also what is of a later commit: a package that an earlier one has changed too is found under its newest number alone, and would be missed.
    /// </summary>
    public const string ChangesCypher = $$"""
        {{Settled}}
        RETURN settled, COLLECT {
          MATCH (p:Package) WHERE p.sequence > $after
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
    public async Task<long> LastSequenceAsync(CancellationToken cancellationToken)
    {
        var parameters = new WrittenParameters(1, writer => writer.Entry("settled", watermark.Settled));
        var rows = await database.ReadAsync(
            LastCypher,
            parameters,
            (ref PackStreamReader fields) => fields.ReadInteger(),
            cancellationToken
        );
        return Advance(rows, settled => settled);
    }

    public async Task<IReadOnlyList<HeadChange>> ChangesAsync(
        long afterSequence,
        int limit,
        CancellationToken cancellationToken
    )
    {
        foreach (var pause in CommitLock.Pauses)
        {
            if (pause > TimeSpan.Zero)
                await Task.Delay(pause, time, cancellationToken);
            var page = await ReadAsync(ChangesCypher, afterSequence, limit, ReadChange, cancellationToken);
            if (page.Items.Count == 0 || page.Items[^1].Sequence <= page.Settled)
                return page.Items;
        }
        var rows = await CommitLock.ReadAsync(
            database,
            ChangesCypher,
            ParametersOf(afterSequence, limit),
            (ref PackStreamReader fields) => Page<HeadChange>.Read(ref fields, ReadChange),
            cancellationToken
        );
        return Advance(rows, page => page.Settled).Items;
    }

    public async Task<IReadOnlyList<VersionGain>> GainsAsync(
        long afterSequence,
        int limit,
        CancellationToken cancellationToken
    )
    {
        var page = await ReadAsync<VersionGain>(
            GainsCypher,
            afterSequence,
            limit,
            (ref PackStreamReader item) => new(item.ReadInteger(), item.ReadString(), item.ReadTexts()),
            cancellationToken
        );
        return page.Items;
    }

    private static HeadChange ReadChange(ref PackStreamReader item) =>
        new(item.ReadInteger(), item.ReadString(), item.ReadInteger());

    private async Task<Page<T>> ReadAsync<T>(
        string cypher,
        long afterSequence,
        int limit,
        RowReader<T> read,
        CancellationToken cancellationToken
    )
    {
        var rows = await database.ReadAsync(
            cypher,
            ParametersOf(afterSequence, limit),
            (ref PackStreamReader fields) => Page<T>.Read(ref fields, read),
            cancellationToken
        );
        return Advance(rows, page => page.Settled);
    }

    private WrittenParameters ParametersOf(long afterSequence, int limit) =>
        new(
            3,
            writer =>
            {
                writer.Entry("settled", watermark.Settled);
                writer.Entry("after", afterSequence);
                writer.Entry("limit", limit);
            }
        );

    /// <summary>The only row, whose sequence number is known to be settled from now on.</summary>
    private T Advance<T>(IReadOnlyList<T> rows, Func<T, long> settledOf)
    {
        if (rows.Count == 0)
            throw CommitLock.GraphIsGone(database.Place);
        watermark.Advance(settledOf(rows[0]));
        return rows[0];
    }

    /// <param name="Settled">The last sequence number of the newest commit that was visible as a whole.</param>
    /// <param name="Items">In ascending order of their sequence numbers.</param>
    private readonly record struct Page<T>(long Settled, IReadOnlyList<T> Items)
    {
        public static Page<T> Read(ref PackStreamReader fields, RowReader<T> read)
        {
            var settled = fields.ReadInteger();
            var items = new T[fields.ReadListHeader()];
            for (var i = 0; i < items.Length; i++)
            {
                fields.ReadListHeader();
                items[i] = read(ref fields);
            }
            return new(settled, items);
        }
    }
}

using DepGraph.Bolt;
using DepGraph.Npm.Packuments;
using Microsoft.Extensions.Logging;

namespace DepGraph.Storage.Neo4j.Heads;

/// <summary>
/// Reads heads and details. Neo4j shows the parts of a transaction one after another, so what was read is checked to be of one snapshot
/// (<see cref="HeadSnapshot"/>) and read again if it is not; after a few times under the lock of commits, which leaves no doubt.
/// </summary>
internal sealed class HeadReader(
    Neo4jDatabase database,
    Watermark watermark,
    DamagedHeads damagedHeads,
    DamagedHeads damagedDetails,
    TimeProvider time,
    ILogger logger
)
{
    /// <summary>What lies between the tries without a lock: a commit becomes visible within milliseconds.</summary>
    private static readonly TimeSpan[] Pauses =
    [
        TimeSpan.Zero,
        TimeSpan.FromMilliseconds(1),
        TimeSpan.FromMilliseconds(5),
        TimeSpan.FromMilliseconds(20),
    ];

    /// <summary>The newest commit is read first: whatever it left to be seen is seen by what follows, or shows that it is not.</summary>
    public const string LoadCypher = """
        MATCH (g:Graph)
        WITH g.commit AS commit, CASE WHEN g.commit[1] > $settled THEN g.changed END AS changed
        UNWIND range(0, size($names) - 1) AS place
        OPTIONAL MATCH (h:Head {name: $names[place]})
        RETURN place, h.record, h.data, CASE place WHEN 0 THEN commit END, CASE place WHEN 0 THEN changed END
        """;
    public const string LoadDetailsCypher = """
        UNWIND range(1, size($names) - 1) AS place
        MATCH (d:Details {name: $names[place]})
        RETURN place, d.data
        """;

    public async Task<IReadOnlyList<PackageRecord?>> LoadAsync(
        IReadOnlyList<string> names,
        CancellationToken cancellationToken
    )
    {
        if (names.Count == 0)
            return [];
        var parameters = new HeadNames(names, watermark.Settled);
        foreach (var pause in Pauses)
        {
            if (pause > TimeSpan.Zero)
                await Task.Delay(pause, time, cancellationToken);
            var rows = await database.ReadAsync(LoadCypher, parameters, LoadedRow.Read, cancellationToken);
            var snapshot = SnapshotOf(names, rows);
            if (snapshot.IsConsistent && snapshot.TryMakeRecords(damagedHeads, out var records))
                return records;
        }
        var locked = await LockedAsync(LoadCypher, parameters, LoadedRow.Read, cancellationToken);
        return SnapshotOf(names, locked).MakeRecords(NoteDamagedHead);
    }

    public async Task<IReadOnlyList<PackageDetails?>> LoadDetailsAsync(
        IReadOnlyList<string> names,
        CancellationToken cancellationToken
    )
    {
        var parameters = new HeadNames(names, watermark.Settled);
        var rows = await database.ReadAsync(LoadDetailsCypher, parameters, ReadDetails, cancellationToken);
        if (TryDecode(names, rows, isLast: false, out var details))
            return details;
        rows = await LockedAsync(LoadDetailsCypher, parameters, ReadDetails, cancellationToken);
        TryDecode(names, rows, isLast: true, out details);
        return details;
    }

    /// <summary>Reads while no commit is under way.</summary>
    private Task<List<T>> LockedAsync<T>(
        string cypher,
        HeadNames parameters,
        RowReader<T> row,
        CancellationToken cancellationToken
    ) =>
        database.TransactAsync(
            async transaction =>
            {
                var locking = await transaction.RunAsync(CommitLock.Cypher, cancellationToken: cancellationToken);
                await locking.ConsumeAsync(cancellationToken);
                var reading = await transaction.RunAsync(cypher, parameters, cancellationToken);
                return await reading.ToListAsync(row, cancellationToken);
            },
            cancellationToken: cancellationToken
        );

    private HeadSnapshot SnapshotOf(IReadOnlyList<string> names, IReadOnlyList<LoadedRow> rows) =>
        rows.Count == names.Count + 1
            ? new HeadSnapshot(names, rows, watermark.Settled)
            : throw CommitLock.GraphIsGone(database.Place);

    private bool TryDecode(
        IReadOnlyList<string> names,
        IReadOnlyList<(int Place, byte[] Data)> rows,
        bool isLast,
        out PackageDetails?[] details
    )
    {
        details = new PackageDetails?[names.Count];
        foreach (var (place, data) in rows)
        {
            var name = names[place - 1];
            try
            {
                details[place - 1] = DetailsCodec.Decode(name, data);
            }
            catch (InvalidDataException exception)
            {
                if (!isLast && !damagedDetails.Contains(name))
                    return false;
                if (damagedDetails.Add(name))
                    logger.LogWarning(exception, "The stored details of {Package} do not decode", name);
            }
        }
        return true;
    }

    private void NoteDamagedHead(string name, string what)
    {
        if (damagedHeads.Add(name))
            logger.LogWarning("What is stored of {Package} {Damage}; it will be fetched anew", name, what);
    }

    private static (int Place, byte[] Data) ReadDetails(ref Bolt.PackStream.PackStreamReader fields) =>
        ((int)fields.ReadInteger(), fields.ReadBytes());
}

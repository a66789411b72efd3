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
    /// <summary>The newest commit is read first: whatever it left to be seen is seen by what follows, or shows that it is not.</summary>
    public const string LoadCypher = """
        MATCH (g:Graph)
        WITH g.commit AS commit, CASE WHEN g.commit[1] > $settled THEN g.changed END AS changed
        UNWIND range(0, size($groups) - 1) AS group
        RETURN group, CASE group WHEN 0 THEN commit END, CASE group WHEN 0 THEN changed END,
          [name IN $groups[group] | COLLECT {
            MATCH (h:Head {name: name})
            RETURN [h.record, CASE WHEN size(h.data) > $most THEN true ELSE h.data END]
          }]
        """;
    public const string LoadDetailsCypher = """
        UNWIND range(0, size($names) - 1) AS place
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
        var groups = HeadGroups.Of(names, watermark.Settled);
        foreach (var pause in CommitLock.Pauses)
        {
            if (pause > TimeSpan.Zero)
                await Task.Delay(pause, time, cancellationToken);
            var snapshot = await SnapshotAsync(
                groups,
                asked => database.ReadAsync(LoadCypher, asked, LoadedHeads.Read, cancellationToken)
            );
            if (snapshot.IsConsistent && snapshot.TryMakeRecords(damagedHeads, out var records))
                return records;
        }
        var locked = await SnapshotAsync(
            groups,
            asked => CommitLock.ReadAsync(database, LoadCypher, asked, LoadedHeads.Read, cancellationToken)
        );
        return locked.MakeRecords(NoteDamagedHead);
    }

    public async Task<IReadOnlyList<PackageDetails?>> LoadDetailsAsync(
        IReadOnlyList<string> names,
        CancellationToken cancellationToken
    )
    {
        var parameters = new WrittenParameters(1, writer => writer.Entry("names", names));
        var rows = await database.ReadAsync(LoadDetailsCypher, parameters, ReadDetails, cancellationToken);
        if (TryDecode(names, rows, isLast: false, out var details))
            return details;
        rows = await CommitLock.ReadAsync(database, LoadDetailsCypher, parameters, ReadDetails, cancellationToken);
        TryDecode(names, rows, isLast: true, out details);
        return details;
    }

    private async Task<HeadSnapshot> SnapshotAsync(
        HeadGroups groups,
        Func<HeadGroups, Task<IReadOnlyList<LoadedHeads>>> readAsync
    )
    {
        var rows = await readAsync(groups);
        if (rows.Any(row => row.Heads.Any(head => head.IsLeftOut)))
        {
            groups = groups.OneByOne();
            rows = await readAsync(groups);
        }
        return SnapshotOf(groups, rows);
    }

    private HeadSnapshot SnapshotOf(HeadGroups groups, IReadOnlyList<LoadedHeads> rows)
    {
        if (rows.Count != groups.Count)
            throw CommitLock.GraphIsGone(database.Place);
        var heads = new StoredHead[groups.Names.Count];
        var first = rows[0];
        foreach (var row in rows)
        {
            if (row.Group == 0)
                first = row;
            for (var i = 0; i < row.Heads.Count; i++)
                heads[groups.StartOf(row.Group) + i] = row.Heads[i];
        }
        return new HeadSnapshot(groups.Names, heads, first.Commit, first.Changed, groups.Settled);
    }

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
            var name = names[place];
            try
            {
                details[place] = DetailsCodec.Decode(name, data);
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

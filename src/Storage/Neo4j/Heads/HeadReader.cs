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
    /// <summary>Heads by the ids of their nodes (<see cref="HeadNodeIds"/>), for one <c>group</c>; of a node that is no head there is no name.</summary>
    public const string ByNodeCypher = $$"""
        MATCH (h) WHERE id(h) IN $ids[group]
        RETURN [CASE WHEN h:Head THEN h.name END, {{Content}}]
        """;

    /// <summary>
    /// The newest commit is read first: whatever it left to be seen is seen by what follows, or shows that it is not. Heads are found by node where it is
    /// known, else by name.
    /// </summary>
    public const string LoadCypher = $$"""
        MATCH (g:Graph)
        WITH g.commit AS commit, CASE WHEN g.commit[1] > $settled THEN g.changed END AS changed
        UNWIND range(0, size($names) - 1) AS group
        RETURN group, CASE group WHEN 0 THEN commit END, CASE group WHEN 0 THEN changed END,
          [name IN $names[group] | COLLECT {
            MATCH (h:Head {name: name})
            RETURN [id(h), {{Content}}]
          }],
          COLLECT { {{ByNodeCypher}} }
        """;
    public const string LoadDetailsCypher = """
        UNWIND range(0, size($names) - 1) AS place
        MATCH (d:Details {name: $names[place]})
        RETURN place, d.data
        """;

    /// <summary>What <see cref="StoredHead.Read"/> reads.</summary>
    private const string Content = "h.record, CASE WHEN size(h.data) > $most THEN true ELSE h.data END";

    private readonly HeadNodeIds _nodes = new();

    public async Task<IReadOnlyList<PackageRecord?>> LoadAsync(
        IReadOnlyList<string> names,
        CancellationToken cancellationToken
    )
    {
        if (names.Count == 0)
            return [];
        var settled = watermark.Settled;
        foreach (var pause in CommitLock.Pauses)
        {
            if (pause > TimeSpan.Zero)
                await Task.Delay(pause, time, cancellationToken);
            var snapshot = await SnapshotAsync(
                HeadGroups.Of(names, settled, _nodes),
                asked => database.ReadAsync(LoadCypher, asked, LoadedHeads.Read, cancellationToken)
            );
            if (snapshot.IsConsistent && snapshot.TryMakeRecords(damagedHeads, out var records))
                return records;
        }
        var locked = await SnapshotAsync(
            HeadGroups.Of(names, settled, nodes: null),
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
        if (!TryPlace(groups, rows, out var heads))
        {
            groups = HeadGroups.Of(groups.Names, groups.Settled, nodes: null);
            rows = await readAsync(groups);
            TryPlace(groups, rows, out heads);
        }
        if (heads.Any(head => head.IsLeftOut))
        {
            groups = groups.OneByOne();
            rows = await readAsync(groups);
            TryPlace(groups, rows, out heads);
        }
        var first = rows.First(row => row.Group == 0);
        return new HeadSnapshot(groups.Names, heads, first.Commit, first.Changed, groups.Settled);
    }

    /// <summary>Puts the heads into the order of the names, and notes their nodes.</summary>
    /// <returns>Whether every node that was asked for was the head that it was taken for.</returns>
    private bool TryPlace(HeadGroups groups, IReadOnlyList<LoadedHeads> rows, out StoredHead[] heads)
    {
        if (rows.Count != groups.Count)
            throw CommitLock.GraphIsGone(database.Place);
        var names = groups.Names;
        heads = new StoredHead[names.Count];
        var isWhole = true;
        foreach (var row in rows)
        {
            var places = groups.ByName(row.Group);
            for (var i = 0; i < places.Length; i++)
            {
                (var id, heads[places[i]]) = row.ByName[i];
                if (id is { } node)
                    _nodes.Set(names[places[i]], node);
            }
            foreach (var place in groups.ByNode(row.Group))
            {
                if (row.TryFind(names[place], out heads[place]))
                    continue;
                _nodes.Forget(names[place]);
                isWhole = false;
            }
        }
        return isWhole;
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

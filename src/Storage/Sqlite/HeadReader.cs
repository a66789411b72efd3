using DepGraph.Npm.Packuments;
using Microsoft.Extensions.Logging;

namespace DepGraph.Storage.Sqlite;

/// <summary>Reads heads, details and their feeds within a reader's snapshot.</summary>
internal sealed class HeadReader(DamagedHeads damaged, ILogger logger)
{
    /// <summary>What <see cref="ReadRecord"/> reads: ten columns of <c>package p</c> and <c>head h</c>.</summary>
    public const string RecordColumns = """
        p.state, p.fetched_at, p.etag, p.last_modified, p.full_fetched_at, p.full_etag, p.full_last_modified,
          p.revision, p.sequence, h.content
        """;

    private const string LoadSql = $"""
        SELECT {RecordColumns}
        FROM package p LEFT JOIN head h ON h.package_id = p.id
        WHERE p.name = ?
        """;
    private const string LoadDetailsSql =
        "SELECT d.content FROM package p JOIN details d ON d.package_id = p.id WHERE p.name = ?";
    private const string ContainsSql = "SELECT 1 FROM package WHERE name = ?";
    private const string LastSequenceSql = "SELECT sequence FROM graph";
    private const string ChangesSql =
        "SELECT sequence, name, revision FROM package WHERE sequence > ? ORDER BY sequence LIMIT ?";
    private const string OldestSql = """
        SELECT name, fetched_at FROM package
        WHERE state = 1 AND state > 0 AND fetched_at < ? ORDER BY fetched_at LIMIT ?
        """;

    public IReadOnlyList<PackageRecord?> Load(SqliteSession session, IReadOnlyList<string> names)
    {
        var records = new PackageRecord?[names.Count];
        for (var i = 0; i < records.Length; i++)
            records[i] = Load(session, names[i]);
        return records;
    }

    public IReadOnlyList<PackageDetails?> LoadDetails(SqliteSession session, IReadOnlyList<string> names)
    {
        var details = new PackageDetails?[names.Count];
        for (var i = 0; i < details.Length; i++)
        {
            using var row = session.Query(LoadDetailsSql).Bind(names[i]);
            if (row.Step())
                details[i] = Decode(names[i], row.Bytes(0).ToArray(), DetailsCodec.Decode);
        }
        return details;
    }

    public static IReadOnlyList<bool> Contains(SqliteSession session, IReadOnlyList<string> names) =>
        [.. names.Select(name => session.Query(ContainsSql).Bind(name).Scalar() is not null)];

    public static long LastSequence(SqliteSession session) => session.Query(LastSequenceSql).Scalar() ?? 0;

    public static IReadOnlyList<HeadChange> Changes(SqliteSession session, long afterSequence, int limit)
    {
        var changes = new List<HeadChange>();
        using var rows = session.Query(ChangesSql).Bind(afterSequence).Bind(limit);
        while (rows.Step())
            changes.Add(new HeadChange(rows.Int64(0), rows.Text(1), rows.Int64(2)));
        return changes;
    }

    public static IReadOnlyList<FetchAge> OldestFetched(SqliteSession session, DateTimeOffset before, int count)
    {
        var ages = new List<FetchAge>();
        using var rows = session.Query(OldestSql).Bind(before).Bind(count);
        while (rows.Step())
            ages.Add(new FetchAge(rows.Text(0), rows.Time(1)));
        return ages;
    }

    /// <summary>Null when the bytes do not decode; the package is remembered as damaged.</summary>
    public T? Decode<T>(string name, byte[] content, Func<string, ReadOnlyMemory<byte>, T> decode)
        where T : class
    {
        try
        {
            return decode(name, content);
        }
        catch (InvalidDataException exception)
        {
            if (damaged.Add(name))
                logger.LogWarning(
                    exception,
                    "What is stored of {Package} does not decode; it will be fetched anew",
                    name
                );
            return null;
        }
    }

    private PackageRecord? Load(SqliteSession session, string name)
    {
        using var row = session.Query(LoadSql).Bind(name);
        return row.Step() ? ReadRecord(row, name) : null;
    }

    /// <summary>The package of a row that begins with <see cref="RecordColumns"/>; null when it is only named, or does not decode.</summary>
    public PackageRecord? ReadRecord(scoped in Query row, string name)
    {
        var state = (PackageState)row.Int32(0);
        if (state == PackageState.Named)
            return null;
        PackageHead? head = null;
        if (state == PackageState.Known)
        {
            head = Decode(name, row.Bytes(9).ToArray(), HeadCodec.Decode);
            if (head is null)
                return null;
        }
        return new PackageRecord
        {
            Name = name,
            Head = head,
            FetchedAt = row.Time(1),
            ETag = row.TextOrNull(2),
            LastModified = row.TextOrNull(3),
            Full = row.IsNull(4) ? null : new DocumentAspect(row.TextOrNull(5), row.TextOrNull(6), row.Time(4)),
            Revision = row.Int64(7),
            Sequence = row.Int64(8),
        };
    }
}

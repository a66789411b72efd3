using System.Runtime.CompilerServices;
using DepGraph.Npm.Packuments;

namespace DepGraph.Storage.Sqlite;

/// <summary>Reads all that is held of all packages, in the order of their rows, each batch in a snapshot of its own, as <see cref="HeadScan"/> does.</summary>
internal static class DocumentScan
{
    private const int PackagesPerBatch = 512;

    /// <summary>Bytes after which a batch takes no further package.</summary>
    private const int BytesPerBatch = 4 << 20;

    private const int DetailsColumn = 10;
    private const int IdColumn = 11;
    private const int NameColumn = 12;

    private const string BatchSql = $"""
        SELECT {HeadReader.RecordColumns}, d.content, p.id, p.name
        FROM package p LEFT JOIN head h ON h.package_id = p.id LEFT JOIN details d ON d.package_id = p.id
        WHERE p.id > ? AND p.state > 0 ORDER BY p.id LIMIT ?
        """;

    public static async IAsyncEnumerable<IReadOnlyList<PackageDocuments>> RunAsync(
        SqliteReaders readers,
        HeadReader heads,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        var lastId = 0L;
        while (true)
        {
            var batch = await readers.RunAsync((heads, lastId), ReadBatch, cancellationToken);
            if (batch.LastId == lastId)
                yield break;
            lastId = batch.LastId;
            yield return batch.Packages;
        }
    }

    private static (List<PackageDocuments> Packages, long LastId) ReadBatch(
        SqliteSession session,
        (HeadReader Heads, long AfterId) state
    )
    {
        var packages = new List<PackageDocuments>();
        var (bytes, lastId) = (0L, state.AfterId);
        using var rows = session.Query(BatchSql).Bind(state.AfterId).Bind(PackagesPerBatch);
        while (bytes < BytesPerBatch && rows.Step())
        {
            lastId = rows.Int64(IdColumn);
            var name = rows.Text(NameColumn);
            if (state.Heads.ReadRecord(rows, name) is not { } record)
                continue;
            var details = rows.IsNull(DetailsColumn)
                ? null
                : state.Heads.Decode(name, rows.Bytes(DetailsColumn).ToArray(), DetailsCodec.Decode);
            packages.Add(new PackageDocuments(record, details));
            bytes += (record.Head?.EstimatedBytes ?? 0) + (details?.EstimatedBytes ?? 0);
        }
        return (packages, lastId);
    }
}

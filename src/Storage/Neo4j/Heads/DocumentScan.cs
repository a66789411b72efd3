using DepGraph.Bolt.PackStream;

namespace DepGraph.Storage.Neo4j.Heads;

/// <summary>
/// Reads all that is held of all packages in the order of their names: batch after batch, first the names, then what is stored under them as any
/// reader would. Records are read before details, so that none is newer than its details.
/// </summary>
internal sealed class DocumentScan(Neo4jDatabase database, HeadReader reader)
{
    private const int FewestPackages = 16;
    private const int MostPackages = 1_000;

    /// <summary>What a batch should come to; how many packages that is, the batch before tells.</summary>
    private const int BytesPerBatch = 4 << 20;

    public const string NamesCypher = """
        MATCH (h:Head) WHERE h.name > $after
        RETURN h.name ORDER BY h.name LIMIT $limit
        """;

    private string _after = "";
    private int _limit = FewestPackages;

    /// <summary>The next packages; null at the end. Empty where none of the batch decodes.</summary>
    public async Task<IReadOnlyList<PackageDocuments>?> NextAsync(CancellationToken cancellationToken)
    {
        var parameters = new WrittenParameters(
            2,
            writer =>
            {
                writer.Entry("after", _after);
                writer.Entry("limit", _limit);
            }
        );
        var names = await database.ReadAsync(
            NamesCypher,
            parameters,
            (ref PackStreamReader fields) => fields.ReadString(),
            cancellationToken
        );
        if (names.Count == 0)
            return null;
        var records = await reader.LoadAsync(names, cancellationToken);
        var details = await reader.LoadDetailsAsync(names, cancellationToken);
        var packages = new List<PackageDocuments>(names.Count);
        var bytes = 1L;
        for (var i = 0; i < names.Count; i++)
        {
            if (records[i] is not { } record)
                continue;
            packages.Add(new PackageDocuments(record, details[i]));
            bytes += (record.Head?.EstimatedBytes ?? 0) + (details[i]?.EstimatedBytes ?? 0);
        }
        _after = names[^1];
        _limit = (int)Math.Clamp(BytesPerBatch * (long)names.Count / bytes, FewestPackages, MostPackages);
        return packages;
    }
}

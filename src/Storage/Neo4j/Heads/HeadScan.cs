using DepGraph.Bolt.PackStream;
using DepGraph.Npm.Packuments;
using Microsoft.Extensions.Logging;

namespace DepGraph.Storage.Neo4j.Heads;

/// <summary>
/// Reads all heads in the order of their names, which is that of their index: batch after batch, so that no transaction lasts as long as
/// its consumer takes.
/// </summary>
internal sealed class HeadScan(Neo4jDatabase database, DamagedHeads damaged, ILogger logger)
{
    private const int FewestHeads = 16;
    private const int MostHeads = 1_024;

    /// <summary>What a batch should come to; how many heads that is, the batch before tells.</summary>
    private const int BytesPerBatch = 4 << 20;

    private const string BatchCypher = """
        MATCH (h:Head) WHERE h.name > $after AND h.data IS NOT NULL
        RETURN h.name, h.data ORDER BY h.name LIMIT $limit
        """;

    private string _after = "";
    private int _limit = FewestHeads;

    /// <summary>The next heads; null at the end. Empty where none of the batch decodes.</summary>
    public async Task<IReadOnlyList<PackageHead>?> NextAsync(CancellationToken cancellationToken)
    {
        var (after, limit) = (_after, _limit);
        var parameters = new WrittenParameters(
            2,
            writer =>
            {
                writer.Entry("after", after);
                writer.Entry("limit", limit);
            }
        );
        var rows = await database.ReadAsync(BatchCypher, parameters, ReadRow, cancellationToken);
        if (rows.Count == 0)
            return null;
        _after = rows[^1].Name;
        var bytes = 1 + rows.Sum(row => (long)row.Data.Length);
        _limit = (int)Math.Clamp(BytesPerBatch * (long)rows.Count / bytes, FewestHeads, MostHeads);
        return Decode(rows);
    }

    private List<PackageHead> Decode(IReadOnlyList<(string Name, byte[] Data)> rows)
    {
        var heads = new List<PackageHead>(rows.Count);
        foreach (var (name, data) in rows)
        {
            try
            {
                heads.Add(HeadCodec.Decode(name, data));
            }
            catch (InvalidDataException exception)
            {
                if (damaged.Add(name))
                    logger.LogWarning(exception, "The stored head of {Package} does not decode", name);
            }
        }
        return heads;
    }

    private static (string Name, byte[] Data) ReadRow(ref PackStreamReader fields) =>
        (fields.ReadString(), fields.ReadBytes());
}

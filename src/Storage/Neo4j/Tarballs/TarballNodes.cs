using DepGraph.Bolt.PackStream;

namespace DepGraph.Storage.Neo4j.Tarballs;

/// <summary>(:Tarball) nodes: bytes by key.</summary>
internal sealed class TarballNodes(Neo4jDatabase database)
{
    public const string ReadCypher = "MATCH (t:Tarball {key: $key}) RETURN t.listing";
    public const string SaveCypher = """
        MERGE (t:Tarball {key: $key})
        SET t.listing = $listing, t.savedAt = datetime.realtime()
        RETURN true
        """;

    public async Task<byte[]?> ReadAsync(string key, CancellationToken cancellationToken)
    {
        IndexKey.Check(key, "A tarball's key");
        var rows = await database.ReadAsync(
            ReadCypher,
            new WrittenParameters(1, writer => writer.Entry("key", key)),
            (ref PackStreamReader fields) => fields.ReadBytes(),
            cancellationToken
        );
        return rows.Count == 0 ? null : rows[0];
    }

    public Task<IReadOnlyList<bool>> SaveAsync(string key, byte[] listing)
    {
        IndexKey.Check(key, "A tarball's key");
        return database.WriteAsync(
            SaveCypher,
            new WrittenParameters(
                2,
                writer =>
                {
                    writer.Entry("key", key);
                    writer.BytesEntry("listing", listing);
                }
            ),
            (ref PackStreamReader fields) => fields.ReadBoolean(),
            CancellationToken.None
        );
    }
}

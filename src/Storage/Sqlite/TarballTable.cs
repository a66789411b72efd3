namespace DepGraph.Storage.Sqlite;

/// <summary>Table <c>tarball</c>: bytes by key.</summary>
internal static class TarballTable
{
    private const string FindSql = "SELECT listing FROM tarball WHERE key = ?";
    private const string SaveSql = """
        INSERT INTO tarball (key, listing, saved_at) VALUES (?1, ?2, ?3)
        ON CONFLICT (key) DO UPDATE SET listing = ?2, saved_at = ?3
        """;

    public static byte[]? Read(SqliteSession session, string key)
    {
        using var row = session.Query(FindSql).Bind(key);
        return row.Step() ? row.Bytes(0).ToArray() : null;
    }

    public static bool Save(SqliteSession session, string key, byte[] listing, DateTimeOffset now)
    {
        session.Query(SaveSql).Bind(key).Bind(listing).Bind(now).Run();
        return true;
    }
}

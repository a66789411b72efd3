namespace DepGraph.Storage.Sqlite;

/// <summary>Table <c>position</c>: a text by name.</summary>
internal static class PositionTable
{
    private const string FindSql = "SELECT value FROM position WHERE name = ?";
    private const string SaveSql = """
        INSERT INTO position (name, value, moved_at) VALUES (?1, ?2, ?3)
        ON CONFLICT (name) DO UPDATE SET value = ?2, moved_at = ?3
        """;
    private const string DeleteSql = "DELETE FROM position WHERE name = ?";

    public static string? Read(SqliteSession session, string name)
    {
        using var row = session.Query(FindSql).Bind(name);
        return row.Step() ? row.Text(0) : null;
    }

    public static bool Move(SqliteSession session, string name, string? from, string? to, DateTimeOffset now)
    {
        var present = Read(session, name);
        if (present != from && present != to)
            return false;
        if (to is null)
            session.Query(DeleteSql).Bind(name).Run();
        else
            session.Query(SaveSql).Bind(name).Bind(to).Bind(now).Run();
        return true;
    }
}

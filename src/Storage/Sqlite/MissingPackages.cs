namespace DepGraph.Storage.Sqlite;

/// <summary>Forgets packages that were found missing long ago.</summary>
internal static class MissingPackages
{
    private const string FindSql = """
        SELECT id, EXISTS (SELECT 1 FROM requirement r WHERE r.target_id = p.id AND r.target_id IS NOT NULL)
        FROM package p WHERE state = 2 AND state > 0 AND fetched_at < ? ORDER BY fetched_at LIMIT ?
        """;
    private const string UnnameSql = """
        UPDATE package SET state = 0, fetched_at = NULL, etag = NULL, last_modified = NULL WHERE id = ?
        """;
    private const string DeleteSql = "DELETE FROM package WHERE id = ? AND projected = revision";

    /// <summary>
    /// Names that a dependency still mentions stay as names. So do those whose former relationships are not removed yet.
    /// </summary>
    public static int Forget(SqliteSession session, PackageIds ids, DateTimeOffset before, int limit)
    {
        var found = new List<(long Id, bool IsMentioned)>();
        using (var rows = session.Query(FindSql).Bind(before).Bind(limit))
        {
            while (rows.Step())
                found.Add((rows.Int64(0), rows.Int64(1) != 0));
        }
        foreach (var (id, isMentioned) in found)
        {
            session.Query(UnnameSql).Bind(id).Run();
            if (!isMentioned)
                session.Query(DeleteSql).Bind(id).Run();
        }
        var totals = GraphTotals.Load(session);
        totals.Count(PackageState.Missing, versions: 0, dependencies: 0, -found.Count);
        totals.Save(session);
        ids.Forget();
        return found.Count;
    }
}

using System.Text.Json;

namespace DepGraph.Storage.Sqlite;

/// <summary>Table <c>gain</c>: which versions packages gained, a row for each commit that brought some.</summary>
internal static class GainTable
{
    private const string AddSql = "INSERT INTO gain (sequence, name, committed_at, versions) VALUES (?, ?, ?, ?)";
    private const string ReadSql =
        "SELECT sequence, name, versions FROM gain WHERE sequence > ? ORDER BY sequence LIMIT ?";
    private const string ForgetSql = "DELETE FROM gain WHERE committed_at < ?";

    public static void Add(SqliteSession session, VersionGain gain, DateTimeOffset now) =>
        session
            .Query(AddSql)
            .Bind(gain.Sequence)
            .Bind(gain.Name)
            .Bind(now)
            .Bind(JsonSerializer.Serialize(gain.Versions))
            .Run();

    public static IReadOnlyList<VersionGain> Read(SqliteSession session, long afterSequence, int limit)
    {
        var gains = new List<VersionGain>();
        using var rows = session.Query(ReadSql).Bind(afterSequence).Bind(limit);
        while (rows.Step())
        {
            var versions = JsonSerializer.Deserialize<string[]>(rows.Bytes(2))!;
            gains.Add(new VersionGain(rows.Int64(0), rows.Text(1), versions));
        }
        return gains;
    }

    public static int Forget(SqliteSession session, DateTimeOffset before)
    {
        session.Query(ForgetSql).Bind(before).Run();
        return session.Changes;
    }
}

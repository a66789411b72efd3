namespace DepGraph.Storage.Sqlite;

/// <summary>Reads the figures of the graph: one row of totals and three index look-ups.</summary>
internal static class StatisticsReader
{
    private const string PendingSql = "SELECT count(*) FROM package WHERE projected < revision";
    private const string OldestSql = "SELECT min(fetched_at) FROM package WHERE state = 1 AND state > 0";
    private const string QueuedSql = "SELECT count(*) FROM ingestion WHERE state = 0 AND state < 2";

    public static GraphStatistics Read(SqliteSession session)
    {
        var totals = GraphTotals.Load(session);
        return new GraphStatistics
        {
            Packages = totals.Packages,
            Versions = totals.Versions,
            Dependencies = totals.Dependencies,
            MissingPackages = totals.Missing,
            LastSequence = totals.Sequence,
            PendingPackages = session.Query(PendingSql).Scalar() ?? 0,
            OldestFetch = session.Query(OldestSql).Scalar() is { } ticks
                ? new DateTimeOffset(ticks, TimeSpan.Zero)
                : null,
            QueuedIngestions = (int)(session.Query(QueuedSql).Scalar() ?? 0),
        };
    }
}

namespace DepGraph.Storage.Sqlite;

/// <summary>Table <c>ingestion</c> as a queue. Everything but <see cref="HasClaimable"/> runs in the writer's transaction.</summary>
internal static class JobTable
{
    public const string FindKeySql = "SELECT id FROM ingestion WHERE key = ? AND key IS NOT NULL AND state < 2";
    private const string MergeSql =
        "UPDATE ingestion SET priority = min(priority, ?2), is_kept = max(is_kept, ?3) WHERE id = ?1";
    private const string BeginSql = """
        UPDATE ingestion SET state = 1, started_at = ?2, heartbeat_at = ?2, due_at = ?3, worker = ?4, attempts = 1, token = 1
        WHERE id = ?1
        """;
    public const string ClaimableSql = """
        SELECT id, state, attempts, token FROM ingestion
        WHERE state < 2 AND priority <= ?1 AND due_at <= ?2 ORDER BY priority, requested_at, id LIMIT ?3
        """;
    private const string LeaseSql = """
        UPDATE ingestion SET state = 1, started_at = coalesce(started_at, ?2), heartbeat_at = ?2, due_at = ?3, worker = ?4,
          attempts = attempts + 1, token = token + 1
        WHERE id = ?1
        """;
    private const string ParkSql = """
        UPDATE ingestion SET state = 4, finished_at = ?2, is_kept = 1, token = token + 1,
          error = ?3 || coalesce(' Before that: ' || error, '')
        WHERE id = ?1
        """;
    private const string ReportSql = """
        UPDATE ingestion SET packages_fetched = ?3, packages_pending = ?4, heartbeat_at = ?5, due_at = ?6
        WHERE id = ?1 AND token = ?2 AND state = 1
        """;
    private const string StateSql = "SELECT state FROM ingestion WHERE id = ?";
    private const string FinishSql = """
        UPDATE ingestion SET packages_fetched = ?3, packages_pending = ?4, state = ?5, error = ?6, finished_at = ?7, heartbeat_at = ?7
        WHERE id = ?1 AND token = ?2 AND state = 1
        """;
    private const string DeleteSql = "DELETE FROM ingestion WHERE id = ? AND is_kept = 0";
    private const string RetrySql = """
        UPDATE ingestion SET packages_fetched = ?3, packages_pending = ?4, error = ?5, heartbeat_at = ?6,
          state = CASE WHEN attempts < ?8 THEN 0 ELSE 4 END,
          due_at = CASE WHEN attempts < ?8 THEN ?7 ELSE 0 END,
          finished_at = CASE WHEN attempts < ?8 THEN NULL ELSE ?6 END,
          is_kept = CASE WHEN attempts < ?8 THEN is_kept ELSE 1 END
        WHERE id = ?1 AND token = ?2 AND state = 1
        """;
    private const string ReleaseSql = """
        UPDATE ingestion SET packages_fetched = ?3, packages_pending = ?4, heartbeat_at = ?5, state = 0, due_at = 0,
          attempts = max(attempts - 1, 0), token = token + 1
        WHERE id = ?1 AND token = ?2 AND state = 1
        """;
    private const string CancelSql =
        "UPDATE ingestion SET state = 5, finished_at = ?2, token = token + 1 WHERE id = ?1 AND state < 2";

    public static IReadOnlyList<IngestionRecord> Enqueue(SqliteSession session, IReadOnlyList<IngestionRecord> jobs)
    {
        var results = new IngestionRecord[jobs.Count];
        for (var i = 0; i < results.Length; i++)
            results[i] = Enqueue(session, jobs[i]);
        return results;
    }

    public static JobLease Begin(SqliteSession session, IngestionRecord job, LeaseTerms terms, DateTimeOffset now)
    {
        if (!IngestionTable.Create(session, job with { State = IngestionState.Queued }))
            throw new ArgumentException($"There is a job of the id '{job.Id}' already.", nameof(job));
        session.Query(BeginSql).Bind(job.Id).Bind(now).Bind(now + terms.Duration).Bind(terms.Worker).Run();
        return new JobLease(IngestionTable.Find(session, job.Id)!, 1);
    }

    /// <summary>Whether <see cref="Lease"/> would find something; only reads.</summary>
    public static bool HasClaimable(SqliteSession session, IngestionPriority upTo, DateTimeOffset now)
    {
        using var row = session.Query(ClaimableSql).Bind((long)upTo).Bind(now).Bind(1);
        return row.Step();
    }

    public static IReadOnlyList<JobLease> Lease(
        SqliteSession session,
        int count,
        IngestionPriority upTo,
        LeaseTerms terms,
        DateTimeOffset now
    )
    {
        var found = new List<(string Id, bool IsExhausted, int Attempts, long Token)>();
        using (var rows = session.Query(ClaimableSql).Bind((long)upTo).Bind(now).Bind(count))
        {
            while (rows.Step())
            {
                var isExhausted = rows.Int32(1) == (int)IngestionState.Running && rows.Int32(2) >= terms.MaxAttempts;
                found.Add((rows.Text(0), isExhausted, rows.Int32(2), rows.Int64(3)));
            }
        }
        var leases = new List<JobLease>(found.Count);
        foreach (var (id, isExhausted, attempts, token) in found)
        {
            if (isExhausted)
            {
                session.Query(ParkSql).Bind(id).Bind(now).Bind(ParkedJob.MessageOf(attempts)).Run();
                continue;
            }
            session.Query(LeaseSql).Bind(id).Bind(now).Bind(now + terms.Duration).Bind(terms.Worker).Run();
            leases.Add(new JobLease(IngestionTable.Find(session, id)!, token + 1));
        }
        return leases;
    }

    public static IReadOnlyList<JobStanding> Report(
        SqliteSession session,
        IReadOnlyList<JobReport> reports,
        TimeSpan duration,
        DateTimeOffset now
    )
    {
        var standings = new JobStanding[reports.Count];
        for (var i = 0; i < standings.Length; i++)
        {
            Bind(session.Query(ReportSql), reports[i]).Bind(now).Bind(now + duration).Run();
            if (session.Changes == 0)
            {
                var isCancelled =
                    session.Query(StateSql).Bind(reports[i].Id).Scalar() == (long)IngestionState.Cancelled;
                standings[i] = isCancelled ? JobStanding.Cancelled : JobStanding.Lost;
            }
        }
        return standings;
    }

    public static bool Finish(
        SqliteSession session,
        JobReport report,
        IngestionState state,
        string? error,
        DateTimeOffset now
    )
    {
        Bind(session.Query(FinishSql), report).Bind((long)state).Bind(error).Bind(now).Run();
        if (session.Changes == 0)
            return false;
        session.Query(DeleteSql).Bind(report.Id).Run();
        return true;
    }

    public static bool Retry(
        SqliteSession session,
        JobReport report,
        string error,
        TimeSpan pause,
        int maxAttempts,
        DateTimeOffset now
    )
    {
        Bind(session.Query(RetrySql), report).Bind(error).Bind(now).Bind(now + pause).Bind(maxAttempts).Run();
        return session.Changes > 0;
    }

    public static int Release(SqliteSession session, IReadOnlyList<JobReport> reports, DateTimeOffset now)
    {
        var released = 0;
        foreach (var report in reports)
        {
            Bind(session.Query(ReleaseSql), report).Bind(now).Run();
            released += session.Changes;
        }
        return released;
    }

    public static IngestionRecord? Cancel(SqliteSession session, string id, DateTimeOffset now)
    {
        session.Query(CancelSql).Bind(id).Bind(now).Run();
        return IngestionTable.Find(session, id);
    }

    private static IngestionRecord Enqueue(SqliteSession session, IngestionRecord job)
    {
        var present = FindKey(session, job.Key);
        if (present is null)
            IngestionTable.Create(session, job);
        else
            session.Query(MergeSql).Bind(present).Bind((long)job.Priority).Bind(job.IsKept ? 1 : 0).Run();
        return IngestionTable.Find(session, present ?? job.Id)!;
    }

    private static string? FindKey(SqliteSession session, string? key)
    {
        if (key is null)
            return null;
        using var row = session.Query(FindKeySql).Bind(key);
        return row.Step() ? row.Text(0) : null;
    }

    private static Query Bind(Query query, JobReport report) =>
        query.Bind(report.Id).Bind(report.Token).Bind(report.PackagesFetched).Bind(report.PackagesPending);
}

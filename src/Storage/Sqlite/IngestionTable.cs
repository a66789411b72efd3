using DepGraph.Storage.Querying;
using DepGraph.Storage.Sqlite.Querying;

namespace DepGraph.Storage.Sqlite;

/// <summary>Reads and writes table <c>ingestion</c>.</summary>
internal static class IngestionTable
{
    /// <summary>In the order in which <see cref="Read"/> takes them.</summary>
    public const string Columns = """
        id, spec, state, requested_at, started_at, finished_at, error, packages_fetched, packages_pending,
        kind, priority, key, payload, is_kept, attempts, due_at, worker, heartbeat_at
        """;
    private const string CreateSql = $"""
        INSERT INTO ingestion ({Columns}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (id) DO NOTHING
        """;
    private const string FindSql = $"SELECT {Columns} FROM ingestion WHERE id = ?";
    private const string DeleteSql =
        "DELETE FROM ingestion WHERE coalesce(finished_at, -1) < ? AND coalesce(finished_at, -1) > -1 AND state >= 2";

    public static SqlTable<IngestionRecord> Table { get; } =
        new(
            "ingestion",
            Columns,
            new Dictionary<Field<IngestionRecord>, SqlColumn>
            {
                [IngestionFields.State] = new("state", IsIndexed: true),
                [IngestionFields.Spec] = new("spec", IsIndexed: true),
                [IngestionFields.RequestedAt] = new("requested_at", IsIndexed: true),
                [IngestionFields.StartedAt] = new("coalesce(started_at, -1)", IsIndexed: true) { Null = -1 },
                [IngestionFields.FinishedAt] = new("coalesce(finished_at, -1)", IsIndexed: true) { Null = -1 },
                [IngestionFields.Id] = new("id", IsIndexed: true),
                [IngestionFields.Error] = new("error"),
                [IngestionFields.PackagesFetched] = new("packages_fetched"),
                [IngestionFields.PackagesPending] = new("packages_pending"),
            },
            statement => Read(new Query(statement))
        );

    /// <summary>False when there is one of that id.</summary>
    public static bool Create(SqliteSession session, IngestionRecord record)
    {
        session
            .Query(CreateSql)
            .Bind(record.Id)
            .Bind(record.Spec)
            .Bind((long)record.State)
            .Bind(record.RequestedAt)
            .Bind(record.StartedAt)
            .Bind(record.FinishedAt)
            .Bind(record.Error)
            .Bind(record.PackagesFetched)
            .Bind(record.PackagesPending)
            .Bind((long)record.Kind)
            .Bind((long)record.Priority)
            .Bind(record.Key)
            .Bind(record.Payload)
            .Bind(record.IsKept ? 1 : 0)
            .Bind(record.Attempts)
            .Bind(record.NotBefore?.UtcTicks ?? 0)
            .Bind(record.Worker)
            .Bind(record.HeartbeatAt)
            .Run();
        return session.Changes > 0;
    }

    public static IngestionRecord? Find(SqliteSession session, string id)
    {
        using var row = session.Query(FindSql).Bind(id);
        return row.Step() ? Read(row) : null;
    }

    public static IReadOnlyList<IngestionRecord> List(SqliteSession session, PageQuery<IngestionRecord> query) =>
        Table.List(session, query);

    public static long Count(SqliteSession session, Filter<IngestionRecord> filter) => Table.Count(session, filter);

    public static int DeleteFinishedBefore(SqliteSession session, DateTimeOffset before)
    {
        session.Query(DeleteSql).Bind(before).Run();
        return session.Changes;
    }

    /// <summary>A row of <see cref="Columns"/>.</summary>
    public static IngestionRecord Read(Query row)
    {
        var state = (IngestionState)row.Int32(2);
        return new IngestionRecord
        {
            Id = row.Text(0),
            Spec = row.Text(1),
            State = state,
            RequestedAt = row.Time(3),
            StartedAt = row.TimeOrNull(4),
            FinishedAt = row.TimeOrNull(5),
            Error = row.TextOrNull(6),
            PackagesFetched = row.Int32(7),
            PackagesPending = row.Int32(8),
            Kind = (IngestionKind)row.Int32(9),
            Priority = (IngestionPriority)row.Int32(10),
            Key = row.TextOrNull(11),
            Payload = row.TextOrNull(12),
            IsKept = row.Int64(13) != 0,
            Attempts = row.Int32(14),
            NotBefore = state == IngestionState.Queued && row.Int64(15) > 0 ? row.Time(15) : null,
            Worker = row.TextOrNull(16),
            HeartbeatAt = row.TimeOrNull(17),
        };
    }
}

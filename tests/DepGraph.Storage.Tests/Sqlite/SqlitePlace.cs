using System.Globalization;
using DepGraph.Storage.Projecting;
using DepGraph.Storage.Sqlite;
using DepGraph.Storage.Tests.Contract;
using DepGraph.Testing;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;

namespace DepGraph.Storage.Tests.Sqlite;

/// <summary>A database file in a folder of its own.</summary>
internal sealed class SqlitePlace : IStorePlace
{
    private const string EdgesSql = """
        SELECT p.name || '@' || v.version, r.kind, coalesce(r.name, t.name), r.range, t.name
        FROM package p
        JOIN requirement r ON r.package_id = p.id
        LEFT JOIN package t ON t.id = r.target_id
        JOIN depends_on d ON d.package_id = r.package_id AND d.requirement = r.ordinal
        JOIN version v ON v.package_id = p.id AND v.ordinal BETWEEN d.first AND d.last
        """;
    private const string LatestEdgesSql = """
        SELECT s.name, l.kind, coalesce(r.name, t.name), r.range, t.name
        FROM latest_depends_on l JOIN package s ON s.id = l.source_id JOIN package t ON t.id = l.target_id
        JOIN requirement r ON r.package_id = s.id AND r.ordinal = l.requirement
        """;

    private readonly TemporaryFolder _folder = new();

    public static ProjectionPace Hurried { get; } =
        new()
        {
            Quiet = TimeSpan.Zero,
            PauseFactor = 0,
            FailurePause = TimeSpan.FromMilliseconds(20),
            IdlePoll = TimeSpan.FromMilliseconds(100),
            ClaimDuration = TimeSpan.FromSeconds(1),
        };

    public static ProjectionPace Suspended { get; } = new() { IsSuspended = true };

    public static ProjectionPace PaceOf(ProjectionSpeed speed) =>
        speed switch
        {
            ProjectionSpeed.Halting => Hurried with { RowsPerTransaction = 20, PauseFactor = 100_000 },
            _ => Hurried,
        };

    public static StoreOptions WithSpeed(StoreOptions options, ProjectionSpeed speed)
    {
        options.Projects = speed != ProjectionSpeed.Suspended;
        return options;
    }

    public string Folder => _folder.Path;

    public string Path => _folder.File("depgraph.db");

    /// <summary>With the longest patience there is: a slow machine must not look like a store that is locked.</summary>
    public StoreOptions Options => new() { Uri = $"sqlite:{Path}", BusyTimeout = TimeSpan.FromMinutes(1) };

    public ValueTask PrepareAsync(CancellationToken cancellationToken) => ValueTask.CompletedTask;

    public IGraphStore Create(ProjectionSpeed speed = ProjectionSpeed.Hurried) =>
        Create(PaceOf(speed), options: WithSpeed(Options, speed));

    public IGraphStore Create(ProjectionPace pace, int? maximumPages = null, StoreOptions? options = null) =>
        new SqliteGraphStore(
            options ?? Options,
            TimeProvider.System,
            NullLogger<SqliteGraphStore>.Instance,
            pace,
            maximumPages
        );

    public Task<IReadOnlyList<string>> ReadEdgesAsync() => ReadRelationsAsync(EdgesSql);

    public Task<IReadOnlyList<string>> ReadLatestEdgesAsync() => ReadRelationsAsync(LatestEdgesSql);

    public Task<long> CountVersionsAsync() =>
        Task.FromResult(long.Parse(Query("SELECT count(*) FROM version")[0], CultureInfo.InvariantCulture));

    public Task DamageHeadAsync(string name)
    {
        Query(
            $"UPDATE head SET content = x'00010203' WHERE package_id = (SELECT id FROM package WHERE name = '{name}')"
        );
        return Task.CompletedTask;
    }

    public Task ForgetSearchAsync()
    {
        Query(
            """
            DROP TABLE search; DROP TABLE search_entry; DROP TABLE search_fill; DROP TABLE tarball;
            CREATE INDEX document_lease_by_holder ON document_lease (holder); PRAGMA user_version = 4
            """
        );
        return Task.CompletedTask;
    }

    /// <summary>A connection of another program.</summary>
    public SqliteConnection Connect()
    {
        SQLitePCL.Batteries_V2.Init();
        var connection = new SqliteConnection($"Data Source={Path};Pooling=False");
        connection.Open();
        return connection;
    }

    /// <summary>Runs SQL as another program; gives the rows, their columns joined by a blank.</summary>
    public IReadOnlyList<string> Query(string sql)
    {
        using var connection = Connect();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var rows = new List<string>();
        while (reader.Read())
        {
            rows.Add(string.Join(' ', Enumerable.Range(0, reader.FieldCount).Select(i => $"{reader.GetValue(i)}")));
        }
        return rows;
    }

    private Task<IReadOnlyList<string>> ReadRelationsAsync(string sql)
    {
        using var connection = Connect();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var lines = new List<string>();
        while (reader.Read())
        {
            var target = reader.IsDBNull(4) ? null : reader.GetString(4);
            lines.Add(
                RelationText.Of(
                    reader.GetString(0),
                    reader.GetInt32(1),
                    reader.GetString(2),
                    reader.GetString(3),
                    target
                )
            );
        }
        return Task.FromResult<IReadOnlyList<string>>(lines);
    }

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }
}

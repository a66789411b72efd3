using System.Globalization;
using DepGraph.Testing;
using Microsoft.Data.Sqlite;

namespace DepGraph.EndToEnd.Queue;

/// <summary>A file.</summary>
public sealed class SqliteQueuePlace : IQueuePlace
{
    private const string PackagesSql = "SELECT name, state FROM package";
    private const string HeadsSql = "SELECT p.name, h.content FROM head h JOIN package p ON p.id = h.package_id";
    private const string VersionsSql = "SELECT p.name, v.version FROM version v JOIN package p ON p.id = v.package_id";
    private const string DependenciesSql = """
        SELECT p.name || '@' || v.version, r.kind, coalesce(r.name, t.name), r.range, t.name
        FROM version v
        JOIN package p ON p.id = v.package_id
        JOIN depends_on d ON d.package_id = v.package_id AND v.ordinal BETWEEN d.first AND d.last
        JOIN requirement r ON r.package_id = d.package_id AND r.ordinal = d.requirement
        LEFT JOIN package t ON t.id = r.target_id
        """;
    private const string LatestSql = """
        SELECT s.name, l.kind, coalesce(r.name, t.name), r.range, t.name
        FROM latest_depends_on l
        JOIN package s ON s.id = l.source_id
        JOIN package t ON t.id = l.target_id
        JOIN requirement r ON r.package_id = s.id AND r.ordinal = l.requirement
        """;

    private static readonly string[] States = ["NAMED", "KNOWN", "MISSING"];
    private static readonly string[] Kinds = ["PROD", "DEV", "PEER", "OPTIONAL", "PEER_OPTIONAL"];

    private readonly TemporaryFolder folder = new();

    private string Path => folder.File("graph.db");

    public IReadOnlyDictionary<string, string?> Store =>
        new Dictionary<string, string?>
        {
            ["Store__Uri"] = $"sqlite:{Path}",
            // A slow machine must not look like a store that is locked.
            ["Store__BusyTimeout"] = "00:01:00",
        };

    public static Task<IQueuePlace> CreateAsync() => Task.FromResult<IQueuePlace>(new SqliteQueuePlace());

    /// <summary>There are none: one process at a time writes.</summary>
    public Task EndClaimsAsync() => Task.CompletedTask;

    public Task<IReadOnlyList<string>> ReadGraphAsync()
    {
        SQLitePCL.Batteries_V2.Init();
        using var connection = new SqliteConnection($"Data Source={Path};Mode=ReadOnly;Pooling=False");
        connection.Open();
        var lines = new List<string>();
        Read(PackagesSql, row => GraphLine.OfPackage(row.GetString(0), States[row.GetInt32(1)]));
        Read(HeadsSql, row => GraphLine.OfHead(row.GetString(0), row.GetFieldValue<byte[]>(1)));
        Read(VersionsSql, row => GraphLine.OfVersion(row.GetString(0), row.GetString(1)));
        Read(
            DependenciesSql,
            row =>
                GraphLine.OfDependency(
                    row.GetString(0),
                    Kinds[row.GetInt32(1)],
                    row.GetString(2),
                    row.GetString(3),
                    row.IsDBNull(4) ? null : row.GetString(4)
                )
        );
        Read(
            LatestSql,
            row =>
                GraphLine.OfLatest(
                    row.GetString(0),
                    Kinds[row.GetInt32(1)],
                    row.GetString(2),
                    row.GetString(3),
                    row.GetString(4)
                )
        );
        lines.Sort(StringComparer.Ordinal);
        return Task.FromResult<IReadOnlyList<string>>(lines);

        void Read(string sql, Func<SqliteDataReader, string> line)
        {
            using var command = connection.CreateCommand();
            command.CommandText = sql;
            using var rows = command.ExecuteReader();
            while (rows.Read())
            {
                lines.Add(line(rows));
            }
        }
    }

    public Task<IReadOnlyList<string>> ReadPositionsAsync()
    {
        var positions = new List<string>();
        if (File.Exists(Path))
        {
            SQLitePCL.Batteries_V2.Init();
            using var connection = new SqliteConnection($"Data Source={Path};Mode=ReadOnly;Pooling=False");
            connection.Open();
            using var command = connection.CreateCommand();
            // The program that makes the file may not have come to its tables yet.
            command.CommandText = "SELECT count(*) FROM sqlite_master WHERE name = 'position'";
            if (Convert.ToInt64(command.ExecuteScalar(), CultureInfo.InvariantCulture) == 0)
            {
                return Task.FromResult<IReadOnlyList<string>>([]);
            }

            command.CommandText = "SELECT value FROM position";
            using var rows = command.ExecuteReader();
            while (rows.Read())
            {
                positions.Add(rows.GetString(0));
            }
        }

        return Task.FromResult<IReadOnlyList<string>>(positions);
    }

    public ValueTask DisposeAsync()
    {
        folder.Dispose();
        return ValueTask.CompletedTask;
    }
}

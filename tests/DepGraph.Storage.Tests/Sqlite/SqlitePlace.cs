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
    private readonly TemporaryFolder _folder = new();

    public static ProjectionPace Hurried { get; } =
        new()
        {
            Quiet = TimeSpan.Zero,
            PauseFactor = 0,
            FailurePause = TimeSpan.FromMilliseconds(20),
        };

    public static ProjectionPace Suspended { get; } = new() { IsSuspended = true };

    public string Folder => _folder.Path;

    public string Path => _folder.File("depgraph.db");

    /// <summary>With the longest patience there is: a slow machine must not look like a store that is locked.</summary>
    public StoreOptions Options => new() { Uri = $"sqlite:{Path}", BusyTimeout = TimeSpan.FromMinutes(1) };

    public ValueTask PrepareAsync(CancellationToken cancellationToken) => ValueTask.CompletedTask;

    public IGraphStore Create() => Create(Hurried);

    public IGraphStore Create(ProjectionPace pace, int? maximumPages = null, StoreOptions? options = null) =>
        new SqliteGraphStore(
            options ?? Options,
            TimeProvider.System,
            NullLogger<SqliteGraphStore>.Instance,
            pace,
            maximumPages
        );

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

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }
}

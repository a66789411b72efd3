using DepGraph.Testing;

namespace DepGraph.Benchmarks.Peers;

/// <summary>Where the service has its graph in a comparison: a SQLite file, or a Neo4j of its own beside it.</summary>
public sealed class ServedStore : IAsyncDisposable
{
    private readonly Neo4jServer? server;
    private readonly string importMark;

    private ServedStore(Neo4jServer? server, string importMark, Dictionary<string, string?> settings) =>
        (this.server, this.importMark, Settings) = (server, importMark, settings);

    /// <summary>The service's settings of the section <c>Store</c>.</summary>
    public IReadOnlyDictionary<string, string?> Settings { get; }

    /// <summary>The database's process, whose CPU counts too; null for SQLite, which works in the service's own.</summary>
    public int? ProcessId => server?.ProcessId;

    /// <param name="kind"><c>sqlite</c> or <c>neo4j</c>.</param>
    /// <param name="folder">Keeps the graph for the next run.</param>
    /// <param name="pageCache">What a Neo4j has for its files, as it says that itself: <c>2g</c>.</param>
    public static async Task<ServedStore> StartAsync(string kind, string folder, string pageCache = "2g")
    {
        var mark = Path.Combine(folder, $"{kind}-is-imported");
        if (kind == "sqlite")
        {
            return new ServedStore(null, mark, new() { ["Store__Uri"] = $"sqlite:{Path.Combine(folder, "graph.db")}" });
        }

        var server = await Neo4jServer.StartKeptAsync(Path.Combine(folder, "store-neo4j"), "2g", pageCache);
        return new ServedStore(
            server,
            mark,
            new()
            {
                ["Store__Uri"] = server.Uri.ToString(),
                ["Store__Username"] = server.User,
                ["Store__Password"] = server.Password,
            }
        );
    }

    /// <summary>Brings the packuments in unless an earlier run did, and says how long it took.</summary>
    public async Task ImportOnceAsync(IReadOnlyDictionary<string, string?> settings, string packuments)
    {
        if (File.Exists(importMark))
        {
            return;
        }

        var (exitCode, log) = await IngestionProgram.RunAsync(settings, "import", packuments);
        if (exitCode != 0)
        {
            throw new InvalidOperationException($"The import failed:\n{log}");
        }

        Console.WriteLine(log.Split('\n', StringSplitOptions.RemoveEmptyEntries)[^1]);
        await File.WriteAllTextAsync(importMark, "");
    }

    public ValueTask DisposeAsync() => server?.DisposeAsync() ?? ValueTask.CompletedTask;
}

using System.Text.Json;
using DepGraph.EndToEnd.Answers;
using DepGraph.EndToEnd.Peers;
using DepGraph.EndToEnd.Queue;
using DepGraph.Testing;

namespace DepGraph.EndToEnd.Backwards;

/// <summary>
/// Somebody pages through the dependents of a hub, seven at a time, while another program changes the same store: in every order each that
/// was there throughout comes once, and nothing twice.
/// </summary>
public abstract class PagingWhileImporting(Func<Task<IQueuePlace>> createPlace)
{
    private const string Query = """
        query ($latestOnly: Boolean!, $depth: Int!, $order: [DependentSortInput!], $first: Int!, $after: String) {
          package(name: "hub") {
            dependents(latestOnly: $latestOnly, depth: $depth, order: $order, first: $first, after: $after) {
              pageInfo { hasNextPage endCursor }
              nodes { version { version package { name } } kind depth } } } }
        """;

    private static readonly object?[] Orders =
    [
        null,
        new object[] { new { name = "DESC" } },
        new object[] { new { dependents = "DESC" }, new { name = "ASC" } },
        new object[] { new { dependents = "ASC" }, new { name = "DESC" } },
    ];

    [Fact]
    public async Task No_page_repeats_or_loses_what_was_there_throughout()
    {
        using var folder = new TemporaryFolder();
        using var registry = new ClosedPort();
        await using var place = await createPlace();
        var settings = Settings
            .For(registry.Address, folder)
            .With("Ingestion__Freshness", "3650d")
            .With("Ingestion__RefreshInterval", "0")
            // A cursor holds as long as it takes.
            .With("Ingestion__CursorLifetime", "1d");
        foreach (var (name, value) in place.Store)
        {
            settings.With(name, value);
        }

        var graph = new ChangingGraph(folder);
        await ImportAsync(settings, graph.WriteFirst(), step: 0);
        await using var program = await DepGraphProgram.StartAsync(settings);
        await Eventually.HoldAsync(
            async () =>
                (await program.AskAsync(Query, Arguments(true, 1, null))).TryGetProperty("errors", out _) is false,
            "the index is built"
        );

        var step = 0;
        foreach (var latestOnly in (bool[])[true, false])
        {
            foreach (var order in Orders)
            {
                await WhileImportingAsync(
                    settings,
                    graph.WriteChange(++step),
                    step,
                    () => DirectAsync(program, latestOnly, order)
                );
            }
        }

        await WhileImportingAsync(settings, graph.WriteChange(++step), step, () => IndirectAsync(program));
    }

    /// <summary>Reads all pages again and again until the import has ended, and then once more.</summary>
    private static async Task WhileImportingAsync(
        Dictionary<string, string?> settings,
        string file,
        int step,
        Func<Task> read
    )
    {
        var import = ImportAsync(settings, file, step);
        bool wasLast;
        do
        {
            wasLast = import.IsCompleted;
            await read();
        } while (!wasLast);

        await import;
    }

    private static async Task ImportAsync(Dictionary<string, string?> settings, string file, int step)
    {
        var (exitCode, log) = await IngestionProgram.RunAsync(
            settings,
            "import",
            file,
            "--as-of",
            $"2026-01-{step + 1:00}T00:00:00Z"
        );
        exitCode.ShouldBe(0, log);
    }

    private static async Task DirectAsync(DepGraphProgram program, bool latestOnly, object? order)
    {
        var nodes = await ReadAsync(program, Arguments(latestOnly, 1, order));
        var rows = nodes.ConvertAll(node => $"{NameOf(node)}@{VersionOf(node)} {node.GetProperty("kind")}");
        rows.ShouldBeUnique();
        string[] expected = ChangingGraph.RowsThroughout(latestOnly);
        var throughout = rows.Intersect(expected).ToArray();
        if (order is null)
        {
            throughout.ShouldBe(expected);
        }
        else
        {
            throughout.ShouldBe(expected, ignoreOrder: true);
        }
    }

    private static async Task IndirectAsync(DepGraphProgram program)
    {
        var nodes = await ReadAsync(program, Arguments(latestOnly: true, depth: 5, order: null));
        var packages = nodes.ConvertAll(node => $"{node.GetProperty("depth")} {NameOf(node)}");
        packages.Select(package => package[2..]).ShouldBeUnique();
        packages.Intersect(ChangingGraph.PackagesThroughout).ShouldBe(ChangingGraph.PackagesThroughout);
    }

    private static async Task<List<JsonElement>> ReadAsync(
        DepGraphProgram program,
        Dictionary<string, object?> arguments
    )
    {
        var nodes = new List<JsonElement>();
        while (true)
        {
            var data = await program.DataAsync(Query, arguments);
            var page = data.GetProperty("package").GetProperty("dependents");
            nodes.AddRange(page.GetProperty("nodes").EnumerateArray());
            var info = page.GetProperty("pageInfo");
            if (!info.GetProperty("hasNextPage").GetBoolean())
            {
                return nodes;
            }

            arguments["after"] = info.GetProperty("endCursor").GetString();
        }
    }

    private static Dictionary<string, object?> Arguments(bool latestOnly, int depth, object? order) =>
        new()
        {
            ["latestOnly"] = latestOnly,
            ["depth"] = depth,
            ["order"] = order,
            ["first"] = 7,
            ["after"] = null,
        };

    private static string NameOf(JsonElement node) =>
        node.GetProperty("version").GetProperty("package").GetProperty("name").GetString()!;

    private static string VersionOf(JsonElement node) =>
        node.GetProperty("version").GetProperty("version").GetString()!;
}

public sealed class PagingWhileImportingIntoSqlite() : PagingWhileImporting(SqliteQueuePlace.CreateAsync);

[Collection(Neo4jQueueServer.Collection)]
public sealed class PagingWhileImportingIntoNeo4j(Neo4jQueueServer server) : PagingWhileImporting(server.CreateAsync);

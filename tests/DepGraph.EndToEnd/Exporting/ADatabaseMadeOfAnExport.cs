using DepGraph.EndToEnd.Answers;
using DepGraph.EndToEnd.Peers;
using DepGraph.EndToEnd.Queue;
using DepGraph.Testing;

namespace DepGraph.EndToEnd.Exporting;

/// <summary>
/// A graph goes as tables through neo4j-admin into a server of its own. The database is to the last property the one that the same packages make
/// by being committed and projected, and services work over it at once.
/// </summary>
public sealed class ADatabaseMadeOfAnExport(ADatabaseMadeOfAnExport.Stores stores)
    : IClassFixture<ADatabaseMadeOfAnExport.Stores>
{
    private const string StatisticsQuery = "{ graphStats { packages versions dependencies projectionLag } }";
    private const string SetQuery = """
        { packageVersion(spec: "debug") { purl dependencySet { totalCount entries { nodes { version { purl } } } } }
          awkward: packageVersion(spec: "@awkward/package@1.0.0") { deprecated dependencies { name range kind } } }
        """;
    private const string LaterQuery = """
        { package(name: "later") { latest { purl dependencies { package { name } } } }
          again: package(name: "@awkward/package") { latest { purl } } }
        """;

    [Theory]
    [InlineData(false, "--gz")]
    [InlineData(true)]
    public async Task It_is_the_one_that_commits_and_the_projection_make_and_goes_on_from_there(
        bool fromNeo4j,
        params string[] more
    )
    {
        using var folder = new TemporaryFolder();
        var source = fromNeo4j ? stores.InNeo4j : stores.InSqlite;
        var (exitCode, log) = await IngestionProgram.RunAsync(
            source,
            ["export", "--format", "neo4j-csv", "--out", folder.File("tables"), .. more]
        );
        exitCode.ShouldBe(0, log);
        await using var server = await Neo4jServer.StartOverAsync(folder.File("tables/import.sh"));
        using var closed = new ClosedPort();
        var settings = Over(server, Settings.For(closed.Address, folder));

        await using var program = await DepGraphProgram.StartAsync(settings);

        (await program.DataAsync(StatisticsQuery)).GetRawText().ShouldBe(stores.Statistics);
        (await program.DataAsync(SetQuery)).GetRawText().ShouldBe(stores.Sets);
        GraphLine.ShouldBe(await GraphDump.ReadAsync(server), stores.Graph);
        await GoesOnAsync(server, program, settings, folder);
    }

    /// <summary>What is committed after it takes the sequence numbers behind it, and the service that runs sees it.</summary>
    private async Task GoesOnAsync(
        Neo4jServer server,
        DepGraphProgram program,
        Dictionary<string, string?> settings,
        TemporaryFolder folder
    )
    {
        await File.WriteAllLinesAsync(
            folder.File("later.ndjson"),
            [Packument.Of("later", "debug"), Packument.Of(ExportedPackuments.Awkward, [("1.0.0", []), ("3.0.0", [])])]
        );
        var (exitCode, log) = await IngestionProgram.RunAsync(settings, "import", folder.File("later.ndjson"));
        exitCode.ShouldBe(0, log);
        log.ShouldContain("2 new or changed");

        await Eventually.BecomesAsync(
            () => program.DataAsync(LaterQuery),
            data =>
                data.GetProperty("package").GetRawText().Contains("pkg:npm/later@1.0.0", StringComparison.Ordinal)
                && data.GetProperty("again").GetRawText().Contains("@3.0.0", StringComparison.Ordinal),
            "what came later is seen"
        );
        (await GraphDump.LastSequenceAsync(server)).ShouldBe(stores.LastSequence + 2);
    }

    private static Dictionary<string, string?> Over(Neo4jServer server, Dictionary<string, string?> settings) =>
        settings
            .With("Store__Uri", server.Uri.ToString())
            .With("Store__Username", server.User)
            .With("Store__Password", server.Password)
            .With("Store__TransactionTimeout", "00:10:00")
            .With("Ingestion__Freshness", "3650d")
            .With("Ingestion__RefreshInterval", "0");

    /// <summary>The same packuments in a file and in a Neo4j, with all their relationships, and what a service answers from them.</summary>
    public sealed class Stores : IAsyncLifetime
    {
        private readonly TemporaryFolder folder = new();
        private Neo4jServer? server;

        public Dictionary<string, string?> InSqlite { get; private set; } = [];

        public Dictionary<string, string?> InNeo4j { get; private set; } = [];

        public string Statistics { get; private set; } = "";

        public long LastSequence { get; private set; }

        public string Sets { get; private set; } = "";

        public IReadOnlyList<string> Graph { get; private set; } = [];

        public async ValueTask InitializeAsync()
        {
            try
            {
                await FillAsync();
            }
            catch
            {
                await DisposeAsync();
                throw;
            }
        }

        public async ValueTask DisposeAsync()
        {
            if (server is not null)
            {
                await server.DisposeAsync();
            }

            folder.Dispose();
        }

        private async Task FillAsync()
        {
            server = await Neo4jServer.StartOwnAsync();
            var file = folder.File("packuments.ndjson.gz");
            ExportedPackuments.WriteTo(file);
            using var closed = new ClosedPort();
            InSqlite = Settings.For(closed.Address, folder);
            InNeo4j = Over(server, Settings.For(closed.Address, folder));
            foreach (var settings in (Dictionary<string, string?>[])[InSqlite, InNeo4j])
            {
                var (exitCode, log) = await IngestionProgram.RunAsync(settings, "import", file);
                exitCode.ShouldBe(0, log);
            }

            await using var program = await DepGraphProgram.StartAsync(InNeo4j);
            var statistics = await Eventually.BecomesAsync(
                () => program.DataAsync(StatisticsQuery),
                data => data.GetProperty("graphStats").GetProperty("projectionLag").GetInt64() == 0,
                "every relationship is there",
                minutes: 30
            );
            Statistics = statistics.GetRawText();
            LastSequence = await GraphDump.LastSequenceAsync(server);
            Sets = (await program.DataAsync(SetQuery)).GetRawText();
            Graph = await GraphDump.ReadAsync(server);
        }
    }
}

using System.Text.Json;
using DepGraph.Testing;

namespace DepGraph.EndToEnd.Conformance;

/// <summary>The running server held to the GraphQL specification and to GraphQL over HTTP.</summary>
public sealed class EngineConformance(Workplace place) : IClassFixture<Workplace>
{
    private static readonly string Schema = Repository.File("schema.graphql");

    private Uri Endpoint => new(place.Program.Address, "graphql");

    [Fact]
    public async Task Introspection_equals_the_schema_file()
    {
        var (exitCode, output) = await ConformanceScripts.RunAsync("introspection.mjs", Endpoint, "--schema", Schema);

        exitCode.ShouldBe(0, output);
    }

    [Fact]
    public async Task Random_operations_give_the_data_order_nulls_and_error_paths_of_the_specification()
    {
        using var folder = new TemporaryFolder();
        var roots = folder.File("roots.json");
        await File.WriteAllTextAsync(roots, JsonSerializer.Serialize(Roots));
        // Everything that the operations need is fetched before: what comes in their midst would change their answers.
        await place.Program.DataAsync(
            """
            {
              packages(names: ["express", "ms", "@syn/uses-alias", "@syn/odd", "debug"]) {
                versions(first: 5) { nodes { publishedAt dependencySet { totalCount licenses { license } } } }
              }
              packageVersion(spec: "express@^4") {
                dependencies(kinds: [PROD, DEV, PEER, OPTIONAL, PEER_OPTIONAL]) { package { license } }
                installation { totalCount }
              }
              dependencyDiff(from: "express@^4", to: "express@^5") { to { licenses { license } } }
              resolveManifest(manifest: { dependencies: { debug: "^4" } }) { totalCount }
            }
            """
        );

        var (exitCode, output) = await ConformanceScripts.RunAsync(
            "execution.mjs",
            Endpoint,
            "--schema",
            Schema,
            "--roots",
            roots
        );

        exitCode.ShouldBe(0, output);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(20261121)]
    public async Task Generated_documents_are_accepted_and_refused_as_the_validation_rules_say(int seed)
    {
        // Generated documents ask for lists of any length, which is no question of validity but one of cost.
        using var folder = new TemporaryFolder();
        await using var program = await DepGraphProgram.StartAsync(
            Settings.For(place.Registry.Address, folder).With("GraphQL__MaxCost", "1000000000000")
        );

        var (exitCode, output) = await ConformanceScripts.RunAsync(
            "validation.mjs",
            new Uri(program.Address, "graphql"),
            "--schema",
            Schema,
            "--seed",
            $"{seed}"
        );

        exitCode.ShouldBe(0, output);
    }

    [Fact]
    public async Task A_socket_answers_queries_and_follows_an_ingestion_to_its_end()
    {
        var begun = await place.Program.DataAsync(
            """mutation { ingest(input: { spec: "debug" }) { ingestion { id } } }"""
        );
        var id = begun.GetProperty("ingest").GetProperty("ingestion").GetProperty("id").GetString();

        var (exitCode, output) = await ConformanceScripts.RunAsync(
            "ws.mjs",
            Endpoint,
            "--finite",
            $"subscription {{ ingestionProgress(id: \"{id}\") {{ state packagesFetched }} }}",
            "--init-timeout-ms",
            "60000",
            "--wait-ms",
            "60000"
        );

        exitCode.ShouldBe(0, output);
    }

    private static object Roots =>
        new
        {
            roots = new object[]
            {
                new { field = "package", args = "name: \"express\"" },
                new { field = "package", args = "name: \"@syn/uses-alias\"" },
                new { field = "package", args = "name: \"@syn/there-is-no-such-package\"" },
                new { field = "packages", args = "names: [\"ms\", \"@syn/odd\", \"debug\"]" },
                new { field = "search", args = "text: \"@syn/uses-alias\"" },
                new { field = "packageVersion", args = "spec: \"express@^4\"" },
                new { field = "packageVersion", args = "purl: \"pkg:npm/ms@2.1.3\"" },
                new { field = "dependencyDiff", args = "from: \"express@^4\", to: \"express@^5\"" },
                new
                {
                    field = "resolveManifest",
                    args = "manifest: { dependencies: { debug: \"^4\", missing: \"1\" } }",
                },
            },
            fieldArgs = new Dictionary<string, string[]>
            {
                ["Package.versions"] = ["first: 2"],
                ["Package.version"] = ["spec: \"1\""],
                ["PackageVersion.dependencies"] = ["kinds: [PROD]"],
                ["PackageVersion.paths"] = ["to: \"ms\", first: 2"],
                ["DependencySet.entries"] = ["first: 2"],
                ["DependencySet.edges"] = ["first: 2"],
                ["DependencyTree.nodes"] = ["first: 2"],
                ["Installation.packages"] = ["first: 2", "select: \":root > *\", first: 2"],
            },
            // What changes while the other fields of an operation fetch: the graph grows, and with it who depends on whom. Cursors of a search are new each time.
            exclude = new[]
            {
                "Package.fetchedAt",
                "Package.isStale",
                "Package.dependents",
                "PackageVersion.dependents",
                "PackageConnection.pageInfo",
                "PackageEdge.cursor",
                "Query.graphStats",
                "Query.ingestions",
            },
            maxDepth = 4,
            // The operation that selects everything gives each field an alias, of which there may be a thousand.
            maxNodes = 900,
        };
}

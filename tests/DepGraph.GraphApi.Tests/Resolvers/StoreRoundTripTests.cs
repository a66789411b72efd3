using System.Text;
using DepGraph.GraphApi.Tests.Testing;
using DepGraph.Ingestion.Registry;
using DepGraph.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace DepGraph.GraphApi.Tests.Resolvers;

/// <summary>What an operation costs in round trips when everything is in the store and nothing in memory.</summary>
public sealed class StoreRoundTripTests
{
    private const int Levels = 6;

    [Theory]
    [InlineData(1)]
    [InlineData(10)]
    [InlineData(100)]
    public async Task A_nested_tree_reads_the_store_once_for_each_level_whatever_its_breadth(int breadth)
    {
        var registry = Publish(breadth);
        await using var server = await StartAsync(registry);
        var query = new StringBuilder("{ package(name: \"root\") { version { version ");
        for (var i = 0; i < Levels; i++)
        {
            query.Append("dependencies { name state target { version ");
        }

        query.Append('}', (2 * Levels) + 3);

        var version = (await server.DataAsync(query.ToString())).At("package", "version");

        for (var i = 0; i < Levels; i++)
        {
            var dependencies = version.At("dependencies");
            dependencies.GetArrayLength().ShouldBe(i == 0 ? breadth : Math.Min(breadth, 2));
            dependencies.Texts("state").ShouldAllBe(state => state == "RESOLVED");
            version = dependencies.At("0", "target");
        }

        Reads(server).Count.ShouldBeLessThanOrEqualTo(1 + Levels, string.Join(", ", Reads(server)));
        Reads(server).Sum().ShouldBe(1 + (breadth * Levels), "each package is read once");
    }

    [Theory]
    [InlineData("{ packageVersion(spec: \"root\") { dependencies { target { dependencies { state } } } } }", 21)]
    [InlineData("{ package(name: \"root\") { latest { dependencies { package { latest { version } } } } } }", 11)]
    [InlineData("{ packageVersion(spec: \"root\") { dependencies { range package { name purl } } } }", 1)]
    [InlineData("{ packageVersion(spec: \"root\") { dependencySet(maxDepth: 3) { totalCount } } }", 61)]
    [InlineData(
        "{ package(name: \"root\") { name dependents { nodes { version { dependencySet { totalCount } } } } } }",
        1
    )]
    [InlineData(
        "{ packageVersion(spec: \"p1-0\") { dependencies { target { ...deep } } } } fragment deep on PackageVersion { dependencies { target { version } } }",
        6
    )]
    public async Task What_an_operation_goes_down_to_is_one_read_when_the_index_foresees_it(string query, int packages)
    {
        await using var server = await StartAsync(Publish(10));

        await server.DataAsync(query);

        Reads(server).ShouldBe([packages]);
    }

    [Fact]
    public async Task A_list_of_packages_and_aliased_fields_are_one_read()
    {
        var registry = Publish(100);
        await using var server = await StartAsync(registry);
        var names = Enumerable.Range(0, 100).Select(i => $"p1-{i}");

        await server.DataAsync(
            "query($names: [String!]!) { packages(names: $names) { latest { version } } a: package(name: \"p2-0\") { name } b: packageVersion(spec: \"p2-1\") { version } }",
            new { names }
        );

        Reads(server).ShouldBe([102]);
    }

    /// <summary>Below the root as many packages on each level as it is broad, each with two of the next level.</summary>
    private static FakeRegistry Publish(int breadth)
    {
        string Name(int level, int i) => $"p{level}-{i % breadth}";
        var registry = new FakeRegistry().Publish(
            "root",
            ("1.0.0", [.. Enumerable.Range(0, breadth).Select(i => $"{Name(1, i)}@^1.0.0")])
        );
        for (var level = 1; level <= Levels; level++)
        {
            for (var i = 0; i < breadth; i++)
            {
                string[] below =
                    level == Levels ? []
                    : breadth == 1 ? [$"{Name(level + 1, i)}@^1.0.0"]
                    : [$"{Name(level + 1, i)}@^1.0.0", $"{Name(level + 1, i + 1)}@1"];
                registry.Publish(Name(level, i), ("1.0.0", below));
            }
        }

        return registry;
    }

    /// <summary>
    /// A server whose store has all that the registry published, while its memory is empty. The index of dependents has read it by
    /// then: its own reads are not counted.
    /// </summary>
    private static async Task<ApiServer> StartAsync(FakeRegistry registry)
    {
        registry.Publish("zz-last", ("1.0.0", ["zz-last@*"]));
        var server = await ApiServer.StartAsync(
            new FakeRegistry(),
            services =>
            {
                var store = services.Single(s => s.ServiceType == typeof(IGraphStore));
                services.Remove(store);
                services.AddSingleton(provider =>
                    CountingStore.Around((IGraphStore)store.ImplementationFactory!(provider))
                );
            }
        );
        var writes = new List<HeadWrite>();
        foreach (var name in registry.Names)
        {
            var answer = await registry.FetchAsync(name, DocumentForm.Abbreviated, null, null, default);
            writes.Add(
                new HeadWrite
                {
                    Name = name,
                    Head = ((RegistryAnswer.Fetched)answer).Packument.Head,
                    FetchedAt = TimeProvider.System.GetUtcNow(),
                }
            );
        }

        var store = server.Services.GetRequiredService<IGraphStore>();
        await store.CommitAsync(writes);
        const string query = """{ package(name: "zz-last") { dependents(first: 0) { totalCount } } }""";
        await Patience.UntilAsync(async () =>
            (await server.DataAsync(query)).At("package", "dependents", "totalCount").GetInt32() == 1
        );
        ((CountingStore)store).Forget();
        return server;
    }

    private static IReadOnlyList<int> Reads(ApiServer server) =>
        ((CountingStore)server.Services.GetRequiredService<IGraphStore>()).Reads;
}

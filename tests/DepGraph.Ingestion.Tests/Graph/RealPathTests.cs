using System.Diagnostics;
using System.Text.Json;
using DepGraph.Ingestion.Graph;
using DepGraph.Ingestion.Registry;
using DepGraph.Ingestion.Tests.Fakes;
using DepGraph.Npm.Packuments;
using DepGraph.Npm.Resolution;
using DepGraph.Npm.Specs;
using DepGraph.Storage;
using DepGraph.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace DepGraph.Ingestion.Tests.Graph;

/// <summary>The registry client, the graph and a SQLite file together, with real packuments.</summary>
public sealed class RealPathTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData("express@^4")]
    [InlineData("webpack@^5")]
    [InlineData("jest@^29")]
    public async Task A_set_equals_the_reference_closure_cold_and_after_a_restart(string spec)
    {
        await using var replay = await ReplayRegistry.StartAsync();
        var (exit, json, error) = await NodeProcess.RunAsync(
            Equipment.Require("npm/closure.mjs"),
            ["--registry", replay.Address.ToString(), spec],
            TestContext.Current.CancellationToken
        );
        exit.ShouldBe(0, error);
        var expected = JsonDocument.Parse(json).RootElement;
        using var folder = new TemporaryFolder();

        string[] cold;
        await using (var client = Client(replay))
        await using (var store = await OpenAsync(folder))
        await using (
            var service = await Service.StartAsync(
                client.GetRequiredService<IRegistryClient>(),
                store,
                configure: Patience.Unlimited
            )
        )
        {
            var watch = Stopwatch.StartNew();
            var set = await SetAsync(service, spec);
            output.WriteLine(
                $"cold: {watch.Elapsed.TotalMilliseconds:F1} ms for {set.TotalCount} versions, {set.Edges.Count} edges"
            );
            cold = Describe(set);
            watch.Restart();
            await SetAsync(service, spec);
            output.WriteLine($"warm: {watch.Elapsed.TotalMicroseconds:F1} µs");
        }

        cold.ShouldBe(
            expected
                .GetProperty("entries")
                .EnumerateArray()
                .Select(entry => $"{entry[0].GetString()} {entry[1].GetInt32()}"),
            ignoreOrder: true
        );
        await replay.SetFaultsAsync(new { failRate = 1 });
        await using (var client = Client(replay))
        await using (var store = await OpenAsync(folder))
        await using (
            var service = await Service.StartAsync(
                client.GetRequiredService<IRegistryClient>(),
                store,
                configure: Patience.Unlimited
            )
        )
        {
            var watch = Stopwatch.StartNew();
            var set = await SetAsync(service, spec);
            output.WriteLine($"from the store: {watch.Elapsed.TotalMilliseconds:F1} ms");
            Describe(set).ShouldBe(cold);
        }
    }

    [Fact]
    public async Task Failing_and_breaking_answers_leave_nothing_out_and_nothing_is_asked_for_twice_at_once()
    {
        await using var replay = await ReplayRegistry.StartAsync([
            "--fail-rate",
            "0.1",
            "--drop-rate",
            "0.05",
            "--seed",
            "3",
        ]);
        using var folder = new TemporaryFolder();
        await using var client = Client(replay);
        await using var store = await OpenAsync(folder);
        await using var service = await Service.StartAsync(
            client.GetRequiredService<IRegistryClient>(),
            store,
            configure: Patience.Unlimited
        );

        var sets = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => SetAsync(service, "webpack@^5")));

        sets.ShouldAllBe(set => set.IsComplete && set.Revision == sets[0].Revision);
    }

    private static string[] Describe(DependencySet set) =>
        [.. set.Entries.Select(entry => $"{entry.Version} {entry.Depth}")];

    private static async Task<DependencySet> SetAsync(Service service, string text)
    {
        PackageSpec.TryParse(text, out var spec, out _).ShouldBeTrue();
        using var session = service.Session();
        var head = (await session.GetPackageAsync(spec!.Name!)).Head.ShouldNotBeNull();
        return (await session.GetSetAsync(head[head.Pick(spec)!.Value], DependencyKinds.Runtime, null)).Value;
    }

    private static ServiceProvider Client(ReplayRegistry replay) =>
        new ServiceCollection()
            .AddLogging()
            .AddRegistryClient(
                new ConfigurationBuilder()
                    .AddInMemoryCollection(
                        new Dictionary<string, string?>
                        {
                            ["Registry:Url"] = replay.Address.ToString(),
                            // A slow machine must not look like a registry that is silent.
                            ["Registry:ConnectTimeout"] = "00:10:00",
                            ["Registry:HeadersTimeout"] = "00:10:00",
                            ["Registry:StallTimeout"] = "00:10:00",
                            ["Registry:TotalTimeout"] = "01:00:00",
                        }
                    )
                    .Build()
            )
            .BuildServiceProvider();

    private static async Task<IGraphStore> OpenAsync(TemporaryFolder folder)
    {
        var store = GraphStores.Create(
            new StoreOptions { Uri = $"sqlite:{Path.Combine(folder.Path, "graph.db")}" },
            TimeProvider.System,
            NullLoggerFactory.Instance
        );
        await store.OpenAsync(TestContext.Current.CancellationToken);
        return store;
    }
}

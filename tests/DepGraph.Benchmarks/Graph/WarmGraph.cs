using BenchmarkDotNet.Attributes;
using DepGraph.Ingestion;
using DepGraph.Ingestion.Graph;
using DepGraph.Npm.Packuments;
using DepGraph.Npm.Resolution;
using DepGraph.Npm.Specs;
using DepGraph.Storage;
using DepGraph.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace DepGraph.Benchmarks.Graph;

/// <summary>What a warm look-up costs, a session of its own included; building the set anew is what the memo saves.</summary>
[InProcess]
[MemoryDiagnoser]
public class WarmGraph
{
    private DirectoryInfo folder = null!;
    private ReplayRegistry registry = null!;
    private IGraphStore store = null!;
    private ServiceProvider provider = null!;
    private PackageGraph graph = null!;
    private VersionManifest root = null!;

    // The in-process toolchain does not wait for tasks.
    [GlobalSetup]
    public void SetUp() => SetUpAsync().GetAwaiter().GetResult();

    [GlobalCleanup]
    public void CleanUp() => CleanUpAsync().GetAwaiter().GetResult();

    private async Task SetUpAsync()
    {
        folder = Directory.CreateTempSubdirectory("depgraph-");
        registry = await ReplayRegistry.StartAsync();
        store = GraphStores.Create(
            new StoreOptions { Uri = $"sqlite:{Path.Combine(folder.FullName, "graph.db")}" },
            TimeProvider.System,
            NullLoggerFactory.Instance
        );
        await store.OpenAsync();
        var settings = new Dictionary<string, string?>
        {
            ["Registry:Url"] = registry.Address.ToString(),
            ["Ingestion:Freshness"] = "1d",
        };
        provider = new ServiceCollection()
            .AddLogging()
            .AddSingleton(_ => store)
            .AddIngestion(new ConfigurationBuilder().AddInMemoryCollection(settings).Build())
            .BuildServiceProvider();
        graph = provider.GetRequiredService<PackageGraph>();
        using var session = graph.BeginSession(TimeSpan.FromSeconds(60));
        var head = (await session.GetPackageAsync("jest")).Head!;
        root = PackageSpec.TryParse("jest@^29", out var spec, out _)
            ? head[head.Pick(spec)!.Value]
            : throw new InvalidOperationException("The spec is not understood.");
        await session.GetTreeAsync(root, DependencyKinds.Runtime, null);
    }

    private async Task CleanUpAsync()
    {
        await provider.DisposeAsync();
        await store.DisposeAsync();
        await registry.DisposeAsync();
        folder.Delete(recursive: true);
    }

    [Benchmark]
    public async ValueTask<PackageAnswer> Package()
    {
        using var session = graph.BeginSession();
        return await session.GetPackageAsync("jest");
    }

    [Benchmark(Baseline = true)]
    public async ValueTask<DependencySet> Set()
    {
        using var session = graph.BeginSession();
        return (await session.GetSetAsync(root, DependencyKinds.Runtime, null)).Value;
    }

    [Benchmark]
    public DependencySet SetBuiltAnew()
    {
        using var session = graph.BeginSession();
        return DependencySet.Build(root, DependencyKinds.Runtime, null, session);
    }
}

using DepGraph.Ingestion;
using DepGraph.Ingestion.Graph;
using DepGraph.Npm.Packuments;
using DepGraph.Npm.Specs;
using DepGraph.Storage;
using DepGraph.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace DepGraph.Benchmarks.Graph;

/// <summary>The reading path in this process over the corpus, with a store of its own.</summary>
internal sealed class CorpusGraph : IAsyncDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("depgraph-");
    private readonly ReplayRegistry registry;
    private readonly IGraphStore store;
    private readonly ServiceProvider provider;

    private CorpusGraph(ReplayRegistry registry)
    {
        this.registry = registry;
        store = GraphStores.Create(
            new StoreOptions { Uri = $"sqlite:{Path.Combine(folder.FullName, "graph.db")}" },
            TimeProvider.System,
            NullLoggerFactory.Instance
        );
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
    }

    public PackageGraph Graph => provider.GetRequiredService<PackageGraph>();

    public static async Task<CorpusGraph> StartAsync()
    {
        var graph = new CorpusGraph(await ReplayRegistry.StartAsync());
        await graph.store.OpenAsync();
        return graph;
    }

    /// <summary>The version that a spec picks.</summary>
    public static async Task<VersionManifest> FindAsync(GraphSession session, string spec)
    {
        if (!PackageSpec.TryParse(spec, out var parsed, out _))
        {
            throw new InvalidOperationException($"The spec '{spec}' is not understood.");
        }

        var head = (await session.GetPackageAsync(parsed.Name!)).Head!;
        return head[head.Pick(parsed)!.Value];
    }

    public async ValueTask DisposeAsync()
    {
        await provider.DisposeAsync();
        await store.DisposeAsync();
        await registry.DisposeAsync();
        folder.Delete(recursive: true);
    }
}

using BenchmarkDotNet.Attributes;
using DepGraph.Ingestion.Graph;
using DepGraph.Npm.Packuments;
using DepGraph.Npm.Resolution;

namespace DepGraph.Benchmarks.Graph;

/// <summary>What a warm look-up costs, a session of its own included; building the set anew is what the memo saves.</summary>
[InProcess]
[MemoryDiagnoser]
public class WarmGraph
{
    private CorpusGraph corpus = null!;
    private PackageGraph graph = null!;
    private VersionManifest root = null!;

    // The in-process toolchain does not wait for tasks.
    [GlobalSetup]
    public void SetUp() => SetUpAsync().GetAwaiter().GetResult();

    [GlobalCleanup]
    public void CleanUp() => corpus.DisposeAsync().AsTask().GetAwaiter().GetResult();

    private async Task SetUpAsync()
    {
        corpus = await CorpusGraph.StartAsync();
        graph = corpus.Graph;
        using var session = graph.BeginSession(TimeSpan.FromSeconds(60));
        root = await CorpusGraph.FindAsync(session, "jest@^29");
        await session.GetTreeAsync(root, DependencyKinds.Runtime, null);
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

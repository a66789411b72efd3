using BenchmarkDotNet.Attributes;
using DepGraph.Npm.Packuments;
using DepGraph.Npm.Resolution;

namespace DepGraph.Benchmarks.Graph;

/// <summary>What questions about a set at hand cost: why something is in it, its cycles, how it differs from another.</summary>
[InProcess]
[MemoryDiagnoser]
public class SetQuestions
{
    private DependencySet before = null!;
    private DependencySet set = null!;

    /// <summary>All kinds at every level make a set of mostly development tools, which lead back to each other.</summary>
    [Params(DependencyKinds.Runtime, DependencyKinds.All)]
    public DependencyKinds Kinds { get; set; }

    // The in-process toolchain does not wait for tasks.
    [GlobalSetup]
    public void SetUp() => SetUpAsync().GetAwaiter().GetResult();

    private async Task SetUpAsync()
    {
        await using var corpus = await CorpusGraph.StartAsync();
        using var session = corpus.Graph.BeginSession(TimeSpan.FromSeconds(60));
        before = (await session.GetSetAsync(await CorpusGraph.FindAsync(session, "jest@^28"), Kinds, null)).Value;
        set = (await session.GetSetAsync(await CorpusGraph.FindAsync(session, "jest@^29"), Kinds, null)).Value;
        var (paths, cycles) = (ThousandPaths(), AllCycles());
        Console.WriteLine(
            $"// {Kinds}: {set.TotalCount} versions, {set.Edges.Count} edges; {Describe(paths)} paths, {Describe(cycles)} cycles"
        );

        static string Describe(DependencyPaths found) => found.Paths.Count + (found.IsCutShort ? ", cut short," : "");
    }

    [Benchmark(Baseline = true)]
    public DependencyPaths TenPaths() => DependencyPaths.To(set, static version => version.Name == "semver", 10);

    [Benchmark]
    public DependencyPaths ThousandPaths() =>
        DependencyPaths.To(set, static version => version.Name == "semver", 1_000);

    [Benchmark]
    public DependencyPaths TenCycles() => DependencyPaths.Cycles(set, 10);

    [Benchmark]
    public DependencyPaths AllCycles() => DependencyPaths.Cycles(set, 1_000);

    [Benchmark]
    public DependencyDiff Difference() => DependencyDiff.Of(before, set);
}

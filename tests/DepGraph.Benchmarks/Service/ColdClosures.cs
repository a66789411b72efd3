using System.Diagnostics;
using System.Globalization;
using DepGraph.Testing;

namespace DepGraph.Benchmarks.Service;

/// <summary>
/// How long the first answer about a package takes, end to end, against its own time without latency plus levels × latency,
/// and against npm resolving the same spec with an empty cache, in the same run.
/// </summary>
public static class ColdClosures
{
    private const string Query =
        "query ($spec: String!) { packageVersion(spec: $spec) { dependencySet { totalCount maxDepth isComplete } } }";

    private static readonly string[] Specs = ["express", "webpack@^5", "jest@^29"];

    public static async Task RunAsync(int rounds, bool withNpm)
    {
        Console.WriteLine(
            "| spec | versions | levels | 0 ms | 20 ms | of bound | 50 ms | of bound | npm at 50 ms | times faster |"
        );
        Console.WriteLine("| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |");
        foreach (var spec in Specs)
        {
            await MeasureAsync(spec, rounds, withNpm);
        }
    }

    private static async Task MeasureAsync(string spec, int rounds, bool withNpm)
    {
        var times = new Dictionary<int, List<double>>
        {
            [0] = [],
            [20] = [],
            [50] = [],
        };
        var levels = 0;
        var versions = 0;
        for (var round = 0; round < rounds; round++)
        {
            foreach (var (latency, list) in times)
            {
                var (elapsed, count, depth) = await ColdAsync(spec, latency);
                list.Add(elapsed);
                versions = count;
                levels = depth + 1;
            }
        }

        var bare = Median.Of(times[0]);
        var npm = withNpm ? await NpmAsync(spec) : double.NaN;
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"| {spec} | {versions} | {levels} | {bare:F0} ms | {Cells(20)} | {Cells(50)} | {npm / 1000:F1} s | {npm / Median.Of(times[50]):F1} |"
            )
        );

        string Cells(int latency)
        {
            var time = Median.Of(times[latency]);
            return string.Create(CultureInfo.InvariantCulture, $"{time:F0} ms | {time / (bare + levels * latency):F2}");
        }
    }

    /// <summary>A fresh program with an empty graph, after one unrelated ingestion; milliseconds of the first answer.</summary>
    private static async Task<(double Milliseconds, int Versions, int MaxDepth)> ColdAsync(string spec, int latency)
    {
        using var folder = new TemporaryFolder();
        await using var registry = await ReplayRegistry.StartAsync();
        await using var program = await DepGraphProgram.StartAsync(Settings.For(registry.Address, folder));
        await program.DataAsync(Query, new { spec = "fastify" }, wait: 60);
        await registry.SetFaultsAsync(new { latency });
        var watch = Stopwatch.StartNew();
        var data = await program.DataAsync(Query, new { spec }, wait: 60);
        var elapsed = watch.Elapsed.TotalMilliseconds;
        var set = data.GetProperty("packageVersion").GetProperty("dependencySet");
        if (!set.GetProperty("isComplete").GetBoolean())
        {
            throw new InvalidOperationException($"The set of {spec} came back incomplete.");
        }

        return (elapsed, set.GetProperty("totalCount").GetInt32(), set.GetProperty("maxDepth").GetInt32());
    }

    private static async Task<double> NpmAsync(string spec)
    {
        using var folder = new TemporaryFolder();
        await using var registry = await ReplayRegistry.StartAsync("--latency", "50");
        return await NpmInstall.RunAsync(
            """{ "name": "root", "version": "1.0.0" }""",
            registry.Address,
            folder.File("cache"),
            spec
        );
    }
}

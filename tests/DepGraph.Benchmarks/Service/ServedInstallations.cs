using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using DepGraph.Testing;

namespace DepGraph.Benchmarks.Service;

/// <summary>
/// What <c>resolveManifest</c> takes over HTTP for real projects: the first answer of a fresh program at 50 ms registry latency, and warm ones,
/// beside <c>npm install --package-lock-only</c> of the same project with an empty and with a warm cache, in the same run.
/// </summary>
public static class ServedInstallations
{
    private const int Latency = 50;
    private const int WarmRequests = 50;

    private const string Count =
        "query ($manifest: JSON!) { resolveManifest(manifest: $manifest) { totalCount isComplete } }";

    private const string All = """
        query ($manifest: JSON!) { resolveManifest(manifest: $manifest) { totalCount isComplete packageLock
          packages(first: 1000) { nodes { path name version isDev isOptional isPeer } } } }
        """;

    private static readonly string[] Projects = ["jest", "webpack", "vue-cli"];

    public static async Task RunAsync(int rounds)
    {
        Console.WriteLine(
            "| project | packages | cold at 50 ms | npm | times faster | warm, the count | warm, all with lock file | npm, warm cache | times faster |"
        );
        Console.WriteLine("| --- | --- | --- | --- | --- | --- | --- | --- | --- |");
        foreach (var project in Projects)
        {
            var manifest = await File.ReadAllTextAsync(Equipment.Require($"npm/roots/{project}/package.json"));
            var cold = new List<double>();
            for (var round = 0; round < rounds; round++)
            {
                cold.Add(await ColdAsync(manifest));
            }

            var (packages, count, all) = await WarmAsync(manifest);
            var (npmCold, npmWarm) = await NpmAsync(manifest);
            Console.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"| {project} | {packages} | {Median.Of(cold):F0} ms | {npmCold / 1000:F1} s | {npmCold / Median.Of(cold):F0} | {count:F1} ms | {all:F1} ms | {npmWarm / 1000:F1} s | {npmWarm / all:F0} |"
                )
            );
        }
    }

    /// <summary>A fresh program with an empty graph, after one unrelated installation; milliseconds of the first answer.</summary>
    private static async Task<double> ColdAsync(string manifest)
    {
        using var folder = new TemporaryFolder();
        await using var registry = await ReplayRegistry.StartAsync();
        await using var program = await DepGraphProgram.StartAsync(Settings.For(registry.Address, folder));
        await AskAsync(program, Count, """{ "dependencies": { "fastify": "*" } }""");
        await registry.SetFaultsAsync(new { latency = Latency });
        return (await AskAsync(program, Count, manifest)).Milliseconds;
    }

    private static async Task<(int Packages, double Count, double All)> WarmAsync(string manifest)
    {
        using var folder = new TemporaryFolder();
        await using var registry = await ReplayRegistry.StartAsync();
        await using var program = await DepGraphProgram.StartAsync(Settings.For(registry.Address, folder));
        var (packages, _) = await AskAsync(program, All, manifest);
        return (packages, await MedianAsync(Count), await MedianAsync(All));

        async Task<double> MedianAsync(string query)
        {
            var times = new List<double>();
            for (var i = 0; i < WarmRequests; i++)
            {
                times.Add((await AskAsync(program, query, manifest)).Milliseconds);
            }

            return Median.Of(times);
        }
    }

    private static async Task<(int Packages, double Milliseconds)> AskAsync(
        DepGraphProgram program,
        string query,
        string manifest
    )
    {
        var variables = new { manifest = JsonElement.Parse(manifest) };
        var watch = Stopwatch.StartNew();
        var data = await program.DataAsync(query, variables, wait: 60);
        var elapsed = watch.Elapsed.TotalMilliseconds;
        var installation = data.GetProperty("resolveManifest");
        return installation.GetProperty("isComplete").GetBoolean()
            ? (installation.GetProperty("totalCount").GetInt32(), elapsed)
            : throw new InvalidOperationException("The installation came back incomplete.");
    }

    /// <summary>npm with an empty cache at the same latency, then with that cache and none.</summary>
    private static async Task<(double Cold, double Warm)> NpmAsync(string manifest)
    {
        using var folder = new TemporaryFolder();
        var cache = folder.File("cache");
        await using var registry = await ReplayRegistry.StartAsync();
        await registry.SetFaultsAsync(new { latency = Latency });
        var cold = await NpmInstall.RunAsync(manifest, registry.Address, cache);
        await registry.SetFaultsAsync(new { latency = 0 });
        return (cold, await NpmInstall.RunAsync(manifest, registry.Address, cache));
    }
}

using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using DepGraph.Testing;

namespace DepGraph.Benchmarks.Service;

/// <summary>Memory of the service while and after every package of the corpus was ingested, and the time that took.</summary>
public static class WholeCorpus
{
    private const int AtOnce = 50;

    public static async Task RunAsync()
    {
        using var folder = new TemporaryFolder();
        await using var registry = await ReplayRegistry.StartAsync();
        await using var program = await DepGraphProgram.StartAsync(Settings.For(registry.Address, folder));
        using var index = JsonDocument.Parse(await File.ReadAllTextAsync(Equipment.Require("npm/index.json")));
        var names = index.RootElement.EnumerateObject().Select(entry => entry.Name).ToArray();
        var watch = Stopwatch.StartNew();
        foreach (var page in names.Chunk(AtOnce))
        {
            await program.DataAsync(
                "query ($names: [String!]!) { packages(names: $names) { latest { dependencySet { totalCount } } } }",
                new { names = page },
                wait: 60
            );
        }

        var elapsed = watch.Elapsed;
        var after = ProcessUsage.ResidentMiB(program.ProcessId);
        await Task.Delay(TimeSpan.FromMinutes(1));
        var stats = await program.DataAsync("{ graphStats { packages versions dependencies } }");
        var bytes = new FileInfo(folder.File("graph.db")).Length;
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{names.Length} packages in {elapsed.TotalSeconds:F1} s; RSS {after:F0} MiB then, {ProcessUsage.ResidentMiB(program.ProcessId):F0} MiB a minute later, {ProcessUsage.PeakMiB(program.ProcessId):F0} MiB at the peak; file {bytes / 1048576.0:F0} MiB; CPU {ProcessUsage.Cpu(program.ProcessId).TotalSeconds:F1} s"
            )
        );
        Console.WriteLine(stats);
    }
}

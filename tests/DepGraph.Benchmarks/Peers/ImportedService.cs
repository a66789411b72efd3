using System.Diagnostics;
using DepGraph.Testing;

namespace DepGraph.Benchmarks.Peers;

/// <summary>The service over a generated graph, which it has from an import; it asks no registry.</summary>
public static class ImportedService
{
    private static readonly TimeSpan ProjectionLimit = TimeSpan.FromMinutes(30);

    /// <summary>Imports, which changes nothing when the folder has the graph already, and starts the program.</summary>
    public static async Task<DepGraphProgram> StartAsync(SyntheticGraph graph, string folder, TemporaryFolder temporary)
    {
        var settings = Settings
            .For(new Uri("http://127.0.0.1:9/"), temporary)
            .With("Store__Uri", $"sqlite:{Path.Combine(folder, "graph.db")}")
            .With("Ingestion__Freshness", "3650d")
            .With("Ingestion__RefreshInterval", "0");
        var (exitCode, log) = await IngestionProgram.RunAsync(settings, "import", graph.Packuments);
        if (exitCode != 0)
        {
            throw new InvalidOperationException($"The import failed:\n{log}");
        }

        Console.WriteLine(log.Split('\n', StringSplitOptions.RemoveEmptyEntries)[^1]);
        return await DepGraphProgram.StartAsync(settings);
    }

    /// <summary>Waits for the store's background work, which would count as the service's.</summary>
    public static async Task WaitForProjectionAsync(DepGraphProgram program)
    {
        var watch = Stopwatch.StartNew();
        while (await LagAsync(program) > 0)
        {
            if (watch.Elapsed > ProjectionLimit)
            {
                throw new TimeoutException("The store is still projecting.");
            }

            await Task.Delay(TimeSpan.FromSeconds(1));
        }
    }

    private static async Task<long> LagAsync(DepGraphProgram program) =>
        (await program.DataAsync("{ graphStats { projectionLag } }"))
            .GetProperty("graphStats")
            .GetProperty("projectionLag")
            .GetInt64();
}

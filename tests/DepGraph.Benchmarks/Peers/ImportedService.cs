using System.Diagnostics;
using DepGraph.Testing;

namespace DepGraph.Benchmarks.Peers;

/// <summary>The service over a generated graph, which it has from an import; it asks no registry.</summary>
public static class ImportedService
{
    /// <summary>The least that the settings allow: some hundred of 100,000 heads.</summary>
    private const string LiveCache = "1MiB";

    private static readonly TimeSpan BackgroundLimit = TimeSpan.FromHours(2);

    /// <summary>Imports unless an earlier run did, and starts the program.</summary>
    /// <param name="graph">What it serves.</param>
    /// <param name="store">Where it has it.</param>
    /// <param name="temporary">A folder of this run.</param>
    /// <param name="isLive">Next to nothing is kept in the service's memory: what is asked comes from the store each time.</param>
    /// <param name="isConsistent">Each operation asks the store first whether anything has changed.</param>
    /// <param name="projects">Whether the store gets relationships too.</param>
    public static async Task<DepGraphProgram> StartAsync(
        SyntheticGraph graph,
        ServedStore store,
        TemporaryFolder temporary,
        bool isLive = false,
        bool isConsistent = false,
        bool projects = true
    )
    {
        var settings = Settings
            .For(new Uri("http://127.0.0.1:9/"), temporary)
            .With("Ingestion__Freshness", "3650d")
            .With("Ingestion__RefreshInterval", "0")
            .With("Store__Projects", projects ? "true" : "false");
        foreach (var (name, value) in store.Settings)
        {
            settings.With(name, value);
        }

        await store.ImportOnceAsync(settings, graph.Packuments);
        if (isLive)
        {
            settings.With("Ingestion__HeadCacheBytes", LiveCache).With("Ingestion__SetCacheBytes", LiveCache);
        }

        if (isConsistent)
        {
            settings.With("Ingestion__ConsistentReads", "true");
        }

        return await DepGraphProgram.StartAsync(settings);
    }

    /// <summary>Waits for the store's background work, which would count as the service's.</summary>
    public static async Task WaitForProjectionAsync(DepGraphProgram program)
    {
        var watch = Stopwatch.StartNew();
        while (await LagAsync(program) > 0)
        {
            if (watch.Elapsed > BackgroundLimit)
            {
                throw new TimeoutException("The store is still projecting.");
            }

            await Task.Delay(TimeSpan.FromSeconds(1));
        }
    }

    /// <summary>Waits for the index of dependents, which is made of every head in the first minutes of a service with a large graph.</summary>
    public static async Task WaitForDependentsAsync(DepGraphProgram program, string package)
    {
        const string Question =
            "query ($name: String!) { package(name: $name) { dependents(first: 0) { totalCount } } }";
        var watch = Stopwatch.StartNew();
        while ((await program.AskAsync(Question, new { name = package })).TryGetProperty("errors", out var errors))
        {
            if (watch.Elapsed > BackgroundLimit)
            {
                throw new TimeoutException($"The dependents are still not known: {errors}");
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

using System.Diagnostics;
using System.Globalization;
using DepGraph.Testing;

namespace DepGraph.Benchmarks.Service;

/// <summary>From executing the built program to its first ready answer, on an empty data folder and on one with a graph.</summary>
public static class StartUp
{
    public static async Task RunAsync(int rounds)
    {
        using var folder = new TemporaryFolder();
        await using var registry = await ReplayRegistry.StartAsync();
        List<double> times = [];
        for (var round = 0; round < rounds; round++)
        {
            var watch = Stopwatch.StartNew();
            await using var program = await DepGraphProgram.StartAsync(Settings.For(registry.Address, folder));
            using var ready = await program.Http.GetAsync("/health/ready");
            ready.EnsureSuccessStatusCode();
            times.Add(watch.Elapsed.TotalMilliseconds);
        }

        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"ready after {Median.Of(times):F0} ms (median of {rounds}; {times.Min():F0} to {times.Max():F0})"
            )
        );
    }
}

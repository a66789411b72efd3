using System.Globalization;
using DepGraph.Benchmarks.Peers;
using DepGraph.Testing;

namespace DepGraph.Benchmarks.Dependents;

/// <summary>
/// Two services over graphs of different size, asked in turn for the first 50 dependents of their biggest hub and the count: what counts is
/// the ratio of CPU per request.
/// </summary>
public static class GrowthComparison
{
    private const int Connections = 16;

    /// <param name="large">The size of a graph and the folder that keeps it; null: a temporary one.</param>
    /// <param name="small">The same of the graph that it is compared with.</param>
    /// <param name="seconds">Length of a measurement.</param>
    /// <param name="rounds">Measurements of each side.</param>
    public static async Task RunAsync(
        (int Packages, string? Folder) large,
        (int Packages, string? Folder) small,
        int seconds,
        int rounds
    )
    {
        using var temporary = new TemporaryFolder();
        await using var one = await ServedGraph.StartAsync(large.Packages, large.Folder, temporary);
        await using var other = await ServedGraph.StartAsync(small.Packages, small.Folder, temporary);
        Console.WriteLine(
            $"| operation | p50, {large.Packages} | {small.Packages} | CPU, {large.Packages} | {small.Packages} | CPU ratio |"
        );
        Console.WriteLine("| --- | --- | --- | --- | --- | --- |");
        foreach (var operation in (string[])["dependents-hub", Operations.OrderedHub])
        {
            var load = await LoadScript.CompareAsync(
                one.Side,
                other.Side,
                operation,
                new LoadPlan(Connections, seconds, rounds)
            );
            Console.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"| {operation} | {load.OurP50:F2} ms | {load.TheirP50:F2} ms | {load.OurCpu:F4} ms | {load.TheirCpu:F4} ms | {load.CpuRatio:F3} |"
                )
            );
        }
    }
}

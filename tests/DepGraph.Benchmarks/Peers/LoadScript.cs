using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using DepGraph.Testing;

namespace DepGraph.Benchmarks.Peers;

/// <summary>One side of a comparison.</summary>
/// <param name="Url">Its GraphQL endpoint.</param>
/// <param name="Operations">The folder of its request bodies.</param>
/// <param name="ProcessIds">The processes whose CPU time counts.</param>
public sealed record LoadSide(string Url, string Operations, IReadOnlyList<string> ProcessIds);

/// <summary>
/// What the load driver found of an operation; medians of latency in ms, CPU in ms a request, the ratio that of the medians of alternating
/// runs.
/// </summary>
public sealed record LoadResult(
    double OurRate,
    double TheirRate,
    double OurP50,
    double TheirP50,
    double OurCpu,
    double TheirCpu,
    double CpuRatio
);

/// <summary>The equipment's load driver, which runs wrk against two servers in turn.</summary>
public static class LoadScript
{
    /// <summary>How many <c>range</c> keys all answers to an operation have together.</summary>
    public static async Task<int> CountRangesAsync(LoadSide side, string operation)
    {
        var lines = await RunAsync(["--check", "-u", side.Url, "-b", Bodies(side, operation)]);
        return JsonSerializer.Deserialize<JsonElement>(lines[^1]).GetProperty("ranges").GetInt32();
    }

    public static async Task<LoadResult> CompareAsync(
        LoadSide ours,
        LoadSide theirs,
        string operation,
        int connections,
        int seconds,
        int rounds
    )
    {
        var lines = await RunAsync([
            .. Side(ours, operation),
            "--vs",
            .. Side(theirs, operation),
            "--json",
            "-c",
            Text(connections),
            "-d",
            Text(seconds),
            "-r",
            Text(rounds),
        ]);
        var found = lines.Select(line => JsonSerializer.Deserialize<JsonElement>(line)).ToArray();
        return new LoadResult(
            found[0].GetProperty("rps").GetDouble(),
            found[1].GetProperty("rps").GetDouble(),
            found[0].GetProperty("p50").GetDouble(),
            found[1].GetProperty("p50").GetDouble(),
            found[0].GetProperty("cpu").GetDouble(),
            found[1].GetProperty("cpu").GetDouble(),
            found[2].GetProperty("ratio").GetProperty("cpu").GetDouble()
        );
    }

    private static string[] Side(LoadSide side, string operation) =>
        ["-u", side.Url, "-b", Bodies(side, operation), "-p", string.Join(',', side.ProcessIds)];

    private static string Bodies(LoadSide side, string operation) =>
        Path.Combine(side.Operations, $"{operation}.ndjson");

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static async Task<string[]> RunAsync(string[] arguments)
    {
        var start = new ProcessStartInfo("bash", [Equipment.Require("bench/load.sh"), .. arguments])
        {
            RedirectStandardOutput = true,
        };
        using var load = Process.Start(start)!;
        var output = await load.StandardOutput.ReadToEndAsync();
        await load.WaitForExitAsync();
        return load.ExitCode == 0
            ? output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            : throw new InvalidOperationException($"The load driver failed:\n{output}");
    }
}

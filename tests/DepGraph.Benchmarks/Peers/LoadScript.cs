using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using DepGraph.Benchmarks.Service;
using DepGraph.Testing;

namespace DepGraph.Benchmarks.Peers;

/// <summary>One side of a comparison; the CPU time of both processes counts.</summary>
/// <param name="Url">Its GraphQL endpoint.</param>
/// <param name="Operations">The folder of its request bodies.</param>
/// <param name="ServerId">The process that answers.</param>
/// <param name="DatabaseId">The database's process; null where it has none.</param>
public sealed record LoadSide(string Url, string Operations, int ServerId, int? DatabaseId);

/// <summary>
/// What the load driver found of an operation; medians of latency in ms, CPU in ms a request, the ratio that of the medians of alternating
/// runs. A share is the part of the CPU that the database took, over all runs.
/// </summary>
public sealed record LoadResult(
    double OurRate,
    double TheirRate,
    double OurP50,
    double TheirP50,
    double OurCpu,
    double TheirCpu,
    double CpuRatio,
    double OurDatabaseShare,
    double TheirDatabaseShare
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

    public static async Task<LoadResult> CompareAsync(LoadSide ours, LoadSide theirs, string operation, LoadPlan plan)
    {
        var (oursBefore, theirsBefore) = (Used.By(ours), Used.By(theirs));
        var lines = await RunAsync([
            .. Side(ours, operation),
            "--vs",
            .. Side(theirs, operation),
            "--json",
            "-c",
            Text(plan.Connections),
            "-w",
            Text(plan.WarmUp),
            "-d",
            Text(plan.Seconds),
            "-r",
            Text(plan.Rounds),
        ]);
        var found = lines.Select(line => JsonSerializer.Deserialize<JsonElement>(line)).ToArray();
        return new LoadResult(
            found[0].GetProperty("rps").GetDouble(),
            found[1].GetProperty("rps").GetDouble(),
            found[0].GetProperty("p50").GetDouble(),
            found[1].GetProperty("p50").GetDouble(),
            found[0].GetProperty("cpu").GetDouble(),
            found[1].GetProperty("cpu").GetDouble(),
            found[2].GetProperty("ratio").GetProperty("cpu").GetDouble(),
            Used.By(ours).DatabaseShareSince(oursBefore),
            Used.By(theirs).DatabaseShareSince(theirsBefore)
        );
    }

    private static string[] Side(LoadSide side, string operation) =>
        ["-u", side.Url, "-b", Bodies(side, operation), "-p", Processes(side)];

    private static string Processes(LoadSide side) =>
        side.DatabaseId is { } database ? $"{Text(side.ServerId)},{Text(database)}" : Text(side.ServerId);

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

    /// <summary>CPU time that a side has used so far.</summary>
    private readonly record struct Used(TimeSpan Server, TimeSpan Database)
    {
        public static Used By(LoadSide side) =>
            new(
                ProcessUsage.Cpu(side.ServerId),
                side.DatabaseId is { } database ? ProcessUsage.Cpu(database) : TimeSpan.Zero
            );

        public double DatabaseShareSince(Used before)
        {
            var database = Database - before.Database;
            return database / (database + (Server - before.Server));
        }
    }
}

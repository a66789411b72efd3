using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using DepGraph.Benchmarks.Peers;
using DepGraph.Testing;

namespace DepGraph.Benchmarks.Service;

/// <summary>
/// The index of dependents over a generated graph: how long its building takes, how much memory, and what the questions about the
/// biggest hub take, over HTTP and one at a time; the transitive one beside the same search over flat arrays (limits.mjs).
/// </summary>
public static partial class DependentsGrowth
{
    private const int Warming = 30;
    private const int Measured = 200;
    private const int Searches = 9;

    /// <param name="packages">Size of the graph.</param>
    /// <param name="kept">A folder that keeps graph and store for the next run; null: a temporary one.</param>
    public static async Task RunAsync(int packages, string? kept)
    {
        using var temporary = new TemporaryFolder();
        var folder = Directory.CreateDirectory(kept ?? temporary.Path).FullName;
        var graph = await SyntheticGraph.GenerateAsync(folder, packages, withCsv: false);
        var hub = (await graph.ReadTargetsAsync()).GetProperty("hubs")[0].GetProperty("name").GetString()!;
        await using var store = await ServedStore.StartAsync("sqlite", folder);
        await using var program = await ImportedService.StartAsync(graph, store, temporary);
        var built = await WaitForIndexAsync(program);
        Write(
            $"packages: {packages:N0}; RSS {ProcessUsage.ResidentMiB(program.ProcessId):F0} MiB, peak {ProcessUsage.PeakMiB(program.ProcessId):F0} MiB"
        );
        Write(
            $"index: {built.Edges:N0} edges in {built.Seconds:F1} s, {built.Bytes / 1048576.0:F0} MiB, {(double)built.Bytes / built.Edges:F1} bytes an edge"
        );

        await MeasureAsync(program, hub, "count, all versions", "latestOnly: false, first: 0", "totalCount");
        await MeasureAsync(program, hub, "first 50 and count, all versions", "latestOnly: false, first: 50", Page);
        await MeasureAsync(program, hub, "first 50 and count, latest", "first: 50", Page);
        await MeasureAsync(program, hub, "first 50 peers and count", "kinds: [PEER], first: 50", Page);
        await MeasureAsync(
            program,
            hub,
            "the 50 most depended upon",
            "first: 50, order: [{ dependents: DESC }, { name: ASC }]",
            Page
        );
        await MeasureAsync(program, hub, "first 50 that get the latest", "resolvingTo: \"latest\", first: 50", Page);
        var search = await SearchAsync(program, hub);
        Write(
            $"| all transitive, first 50 and count | {search.Median:F1} ms, best {search.Best:F1} ms | {search.Total:N0} |"
        );
        Write($"limits.mjs: {await LimitAsync(packages)}");
    }

    private const string Page = "totalCount nodes { range kind version { purl } }";

    private static async Task<(long Edges, long Bytes, double Seconds)> WaitForIndexAsync(DepGraphProgram program)
    {
        // Asking waits for it; the log has the figures.
        while (BuiltLine().Match(program.Log) is not { Success: true })
        {
            await program.AskAsync("{ package(name: \"none\") { dependents(first: 0) { totalCount } } }");
            await Task.Delay(TimeSpan.FromMilliseconds(100));
        }

        var found = BuiltLine().Match(program.Log);
        return (
            long.Parse(found.Groups[1].Value, CultureInfo.InvariantCulture),
            long.Parse(found.Groups[2].Value, CultureInfo.InvariantCulture),
            double.Parse(found.Groups[3].Value, CultureInfo.InvariantCulture)
        );
    }

    private static async Task MeasureAsync(
        DepGraphProgram program,
        string hub,
        string what,
        string arguments,
        string selected
    )
    {
        var times = new List<double>();
        var total = 0;
        for (var i = 0; i < Warming + Measured; i++)
        {
            var (elapsed, count) = await AskAsync(program, hub, arguments, selected);
            total = count;
            if (i == 0)
            {
                Write($"  first time {elapsed:F1} ms");
            }

            if (i >= Warming)
            {
                times.Add(elapsed);
            }
        }

        Write($"| {what} | {Median.Of(times):F2} ms | {total:N0} |");
    }

    /// <summary>Every search of another depth is made anew.</summary>
    private static async Task<(double Median, double Best, int Total)> SearchAsync(DepGraphProgram program, string hub)
    {
        var times = new List<double>();
        var total = 0;
        for (var i = 0; i < Searches; i++)
        {
            (var elapsed, total) = await AskAsync(program, hub, $"depth: {1000 + i}, first: 50", Page);
            times.Add(elapsed);
        }

        return (Median.Of(times), times.Min(), total);
    }

    private static async Task<(double Milliseconds, int Total)> AskAsync(
        DepGraphProgram program,
        string hub,
        string arguments,
        string selected
    )
    {
        var query = $"query ($name: String!) {{ package(name: $name) {{ dependents({arguments}) {{ {selected} }} }} }}";
        var watch = Stopwatch.StartNew();
        var data = await program.DataAsync(query, new { name = hub });
        var elapsed = watch.Elapsed.TotalMilliseconds;
        return (elapsed, data.GetProperty("package").GetProperty("dependents").GetProperty("totalCount").GetInt32());
    }

    private static async Task<string> LimitAsync(int packages)
    {
        var (exitCode, output, error) = await NodeProcess.RunAsync(
            Equipment.Require("bench/limits.mjs"),
            ["--packages", packages.ToString(CultureInfo.InvariantCulture)]
        );
        return exitCode == 0
            ? output
                .Split('\n')
                .First(line => line.StartsWith("hub: transitive dependents, latest", StringComparison.Ordinal))
            : throw new InvalidOperationException($"limits.mjs failed:\n{error}");
    }

    private static void Write(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));

    [GeneratedRegex("index of dependents is built: [0-9]+ packages, ([0-9]+) edges, ([0-9]+) bytes, ([0-9.]+) s")]
    private static partial Regex BuiltLine();
}

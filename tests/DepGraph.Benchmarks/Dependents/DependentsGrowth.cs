using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using DepGraph.Benchmarks.Peers;
using DepGraph.Benchmarks.Service;
using DepGraph.Testing;

namespace DepGraph.Benchmarks.Dependents;

/// <summary>
/// The index of dependents over a generated graph: how long its building takes, how much memory, and what the questions about the
/// biggest hub take, over HTTP and one at a time; the transitive one beside the same search over flat arrays (limits.mjs).
/// </summary>
public static partial class DependentsGrowth
{
    private const int Compiling = 20_000;
    private const int Warming = 300;
    private const int Measured = 2_000;
    private const int Searches = 25;

    /// <param name="storeKind">Where the service has its graph, see <see cref="ServedStore"/>.</param>
    /// <param name="packages">Size of the graph.</param>
    /// <param name="kept">A folder that keeps graph and store for the next run; null: a temporary one.</param>
    /// <param name="results">A table that takes in what was measured; null: none does.</param>
    public static async Task RunAsync(string storeKind, int packages, string? kept, string? results)
    {
        using var temporary = new TemporaryFolder();
        var folder = Directory.CreateDirectory(kept ?? temporary.Path).FullName;
        var graph = await SyntheticGraph.GenerateAsync(folder, packages, withCsv: false);
        var targets = await graph.ReadTargetsAsync();
        var hub = NameOf(targets.GetProperty("hubs")[0]);
        var perMille = NameOf(targets.GetProperty("perMille"));
        var mid = NameOf(targets.GetProperty("mids")[0]);
        await using var store = await ServedStore.StartAsync(storeKind, folder);
        await using var program = await ImportedService.StartAsync(graph, store, temporary, projects: false);
        var built = await WaitForIndexAsync(program);
        Write($"packages: {packages:N0}; RSS {Resident(program):F0} MiB, peak {Peak(program):F0} MiB");
        Write(
            $"index: {built.Edges:N0} edges in {built.Seconds:F1} s, {built.Bytes / 1048576.0:F0} MiB, {(double)built.Bytes / built.Edges:F1} bytes an edge"
        );
        await WarmAsync(program, hub);
        await MeasureAsync(program, hub, "count, all versions", "latestOnly: false, first: 0", "totalCount");
        var first = await MeasureAsync(program, hub, "first 50 and count, all versions", FirstPage, Page);
        await MeasureAsync(program, hub, "first 50 and count, latest", "first: 50", Page);
        await MeasureAsync(program, hub, "first 50 peers and count", "kinds: [PEER], first: 50", Page);
        var ordered = await MeasureAsync(program, hub, "the 50 most depended upon, all versions", OrderedPage, Page);
        await MeasureAsync(program, hub, "first 50 that get the latest", "resolvingTo: \"latest\", first: 50", Page);
        var searches = new Dictionary<string, double>();
        foreach (var name in (string[])[hub, perMille, mid])
        {
            searches[name] = await SearchAsync(program, name);
        }

        var row = new GrowthRow
        {
            Packages = packages,
            Edges = built.Edges,
            IndexBytes = built.Bytes,
            BuildSeconds = built.Seconds,
            ResidentMiB = Resident(program),
            PeakMiB = Peak(program),
            FirstPage = first.Milliseconds,
            FirstPageCpu = first.Cpu,
            OrderedPage = ordered.Milliseconds,
            OrderedPageCpu = ordered.Cpu,
            HubSearch = searches[hub],
            PerMilleSearch = searches[perMille],
            MidSearch = searches[mid],
        };
        await program.StopAsync();
        var flat = await FlatSearch.RunAsync(packages, hub, perMille, mid);
        row = row with { HubFlat = flat[hub], PerMilleFlat = flat[perMille], MidFlat = flat[mid] };
        Write(
            $"over HTTP and bare: hub {row.HubSearch / row.HubFlat:F2}, 1 ‰ {row.PerMilleSearch / row.PerMilleFlat:F2}"
        );
        if (results is not null)
        {
            GrowthRow.Save(results, row);
        }
    }

    private const string FirstPage = "latestOnly: false, first: 50";
    private const string OrderedPage = "latestOnly: false, first: 50, order: [{ dependents: DESC }, { name: ASC }]";

    private const string Page = "totalCount nodes { range kind version { purl } }";

    internal static async Task<(long Edges, long Bytes, double Seconds)> WaitForIndexAsync(DepGraphProgram program)
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

    /// <summary>As long as methods are compiled anew a small graph, served sooner, would look slower than a large one.</summary>
    private static async Task WarmAsync(DepGraphProgram program, string hub)
    {
        for (var i = 0; i < Compiling; i++)
        {
            await AskAsync(program, hub, i % 2 == 0 ? FirstPage : OrderedPage, Page);
        }
    }

    private static async Task<(double Milliseconds, double Cpu)> MeasureAsync(
        DepGraphProgram program,
        string hub,
        string what,
        string arguments,
        string selected
    )
    {
        var times = new List<double>();
        var total = 0;
        var used = TimeSpan.Zero;
        for (var i = 0; i < Warming + Measured; i++)
        {
            var (elapsed, count) = await AskAsync(program, hub, arguments, selected);
            total = count;
            if (i == 0)
            {
                Write($"  first time {elapsed:F1} ms");
            }

            if (i == Warming)
            {
                used = ProcessUsage.Cpu(program.ProcessId);
            }

            if (i >= Warming)
            {
                times.Add(elapsed);
            }
        }

        var cpu = (ProcessUsage.Cpu(program.ProcessId) - used).TotalMilliseconds / Measured;
        Write($"| {what} | {Median.Of(times):F2} ms | CPU {cpu:F3} ms | {total:N0} |");
        return (Median.Of(times), cpu);
    }

    /// <summary>Every search of another depth is made anew; gives the best in milliseconds.</summary>
    private static async Task<double> SearchAsync(DepGraphProgram program, string name)
    {
        var times = new List<double>();
        var total = 0;
        for (var i = 0; i < Searches; i++)
        {
            (var elapsed, total) = await AskAsync(program, name, $"depth: {1000 + i}, first: 50", Page);
            times.Add(elapsed);
        }

        Write($"| all transitive of {name} | {Median.Of(times):F2} ms, best {times.Min():F2} ms | {total:N0} |");
        return times.Min();
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

    private static string NameOf(JsonElement target) => target.GetProperty("name").GetString()!;

    private static double Resident(DepGraphProgram program) => ProcessUsage.ResidentMiB(program.ProcessId);

    private static double Peak(DepGraphProgram program) => ProcessUsage.PeakMiB(program.ProcessId);

    private static void Write(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));

    [GeneratedRegex("index of dependents is built: [0-9]+ packages, ([0-9]+) edges, ([0-9]+) bytes, ([0-9.]+) s")]
    private static partial Regex BuiltLine();
}

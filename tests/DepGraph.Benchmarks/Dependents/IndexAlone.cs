using System.Diagnostics;
using System.Globalization;
using DepGraph.Benchmarks.Service;
using DepGraph.Ingestion.Dependents.Index;
using DepGraph.Ingestion.Dependents.Transitive;
using DepGraph.Ingestion.Import;
using DepGraph.Npm.Packuments;
using DepGraph.Testing;

namespace DepGraph.Benchmarks.Dependents;

/// <summary>
/// The index in this process, made of generated packages as they come out of the generator: for sizes whose graph need not be stored. Its
/// time is the generator's and the parser's; its memory and its searches are those of a service of that size.
/// </summary>
public static class IndexAlone
{
    private const int MostLineBytes = 256 << 20;
    private const int SmallCount = 60;
    private const int FewestSearches = 15;
    private static readonly TimeSpan LeastTime = TimeSpan.FromMilliseconds(500);

    public static async Task RunAsync(int packages)
    {
        var state = Build(packages);
        Write(
            $"index: {state.FlatEdges:N0} edges, {state.Bytes / 1048576.0:F0} MiB, {(double)state.Bytes / state.FlatEdges:F1} bytes an edge; peak of the process {ProcessUsage.PeakMiB(Environment.ProcessId):F0} MiB"
        );
        var latest = new EdgeFilter(DependencyKinds.All, latestOnly: true);
        var counts = Enumerable.Range(0, state.Names.Count).Select(number => state.Of(number).Count(latest)).ToArray();
        var names = ((long[])[long.MaxValue, packages / 1_000, SmallCount])
            .Select(wanted => state.Names.TextOf(NearestTo(wanted, counts)))
            .ToList();
        var flat = await FlatSearch.RunAsync(packages, names);
        foreach (var name in names)
        {
            var (found, best) = Search(state, name);
            Write(
                $"{name}: {found:N0} transitive dependents in order in {best:F4} ms, {best / flat[name]:F2} times the bare search"
            );
        }
    }

    private static int NearestTo(long wanted, long[] counts) =>
        Enumerable.Range(0, counts.Length).MinBy(number => Math.Abs(wanted - counts[number]));

    private static DependentsState Build(int packages)
    {
        var watch = Stopwatch.StartNew();
        using var generator = NodeProcess.Start(
            Equipment.Require("bench/generate.mjs"),
            "--packages",
            packages.ToString(CultureInfo.InvariantCulture),
            "--shape",
            "corgi",
            "--dist",
            "none"
        );
        generator.BeginErrorReadLine();
        var lines = new LineReader(generator.StandardOutput.BaseStream, MostLineBytes);
        var builder = new DependentsBuilder(long.MaxValue);
        while (lines.TryRead(out var line))
        {
            var (head, _) = PackumentLine.Read(line);
            builder.Add(head.Name, PackageEdges.Of(head));
        }

        Write(
            $"{builder.Count:N0} packages with dependencies, generated and parsed in {watch.Elapsed.TotalSeconds:F0} s"
        );
        watch.Restart();
        var state = new DependentsState(builder.Build(), builder.Ranges);
        Write($"flat arrays made of them in {watch.Elapsed.TotalSeconds:F1} s");
        return state;
    }

    private static (int Found, double Milliseconds) Search(DependentsState state, string name)
    {
        var best = double.MaxValue;
        var found = 0;
        var whole = Stopwatch.StartNew();
        for (var run = 0; run < FewestSearches || whole.Elapsed < LeastTime; run++)
        {
            var watch = Stopwatch.StartNew();
            var key = new TransitiveKey(name, DependencyKinds.All, TransitiveWalk.DeepestDepth);
            found = TransitiveWalk.Run(state, key, isExact: true).Count;
            best = Math.Min(best, watch.Elapsed.TotalMilliseconds);
        }

        return (found, best);
    }

    private static void Write(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}

using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using DepGraph.Benchmarks.Peers;
using DepGraph.Testing;

namespace DepGraph.Benchmarks.Service;

/// <summary>What searching a generated graph takes, over HTTP and one question at a time, from a single letter to words that few packages have.</summary>
public static class SearchSpeed
{
    private const int Warming = 30;
    private const int Measured = 200;

    private const string Query = """
        query ($text: String!) { search(text: $text, first: 10) { totalCount totalCountIsExact nodes { name latest { version } } } }
        """;

    private static readonly string[] Texts =
    [
        "f",
        "fa",
        "fast",
        "fast-ty",
        "safe-store-0",
        "types",
        "types fast",
        "store safe 0",
        "nothing here",
    ];

    /// <param name="kind">Where the graph is: <c>sqlite</c> or <c>neo4j</c>.</param>
    /// <param name="packages">Size of the graph.</param>
    /// <param name="kept">A folder that keeps graph and store for the next run; null: a temporary one.</param>
    public static async Task RunAsync(string kind, int packages, string? kept)
    {
        using var temporary = new TemporaryFolder();
        var folder = Directory.CreateDirectory(kept ?? temporary.Path).FullName;
        var graph = await SyntheticGraph.GenerateAsync(folder, packages, withCsv: false);
        await using var store = await ServedStore.StartAsync(kind, folder);
        await using var program = await ImportedService.StartAsync(graph, store, temporary);
        Console.WriteLine("| text | found | median | p99 | best |");
        foreach (var text in Texts)
        {
            Console.WriteLine(await MeasureAsync(program, text));
        }
    }

    private static async Task<string> MeasureAsync(DepGraphProgram program, string text)
    {
        var times = new List<double>();
        var found = default(JsonElement);
        for (var i = 0; i < Warming + Measured; i++)
        {
            var watch = Stopwatch.StartNew();
            found = (await program.DataAsync(Query, new { text })).GetProperty("search");
            if (i >= Warming)
            {
                times.Add(watch.Elapsed.TotalMilliseconds);
            }
        }

        times.Sort();
        var mark = found.GetProperty("totalCountIsExact").GetBoolean() ? "" : "+";
        var best = found.GetProperty("nodes").EnumerateArray().FirstOrDefault();
        var name = best.ValueKind == JsonValueKind.Object ? best.GetProperty("name").GetString() : "";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"| {text} | {found.GetProperty("totalCount")}{mark} | {Median.Of(times):F2} ms | {times[times.Count * 99 / 100]:F2} ms | {name} |"
        );
    }
}

using System.Globalization;
using System.Text.Json;
using DepGraph.Testing;

namespace DepGraph.Benchmarks.Peers;

/// <summary>The generator's npm-like graph in a folder: packuments for us, CSV for the peers, and what is worth asking.</summary>
public sealed class SyntheticGraph
{
    private readonly string folder;

    private SyntheticGraph(string folder) => this.folder = folder;

    /// <summary>One packument a line, compressed.</summary>
    public string Packuments => Path.Combine(folder, "packuments.ndjson.gz");

    /// <summary>The folder of the CSV files.</summary>
    public string Csv => Path.Combine(folder, "csv");

    /// <summary>Roots, hubs and names that the operations ask for.</summary>
    public string Targets => Path.Combine(folder, "targets.json");

    /// <summary>Generates what is not there yet; seed 1, so that every run has the same graph.</summary>
    /// <param name="folder">Where it is kept.</param>
    /// <param name="packages">Size of the graph.</param>
    /// <param name="withCsv">Whether a peer needs it too.</param>
    public static async Task<SyntheticGraph> GenerateAsync(string folder, int packages, bool withCsv = true)
    {
        var graph = new SyntheticGraph(folder);
        var count = packages.ToString(CultureInfo.InvariantCulture);
        await GenerateAsync(graph.Packuments, "--packages", count, "--gz", "--out", graph.Packuments[..^".gz".Length]);
        if (withCsv)
        {
            await GenerateAsync(graph.Csv, "--packages", count, "--format", "csv", "--out", graph.Csv);
        }

        await GenerateAsync(graph.Targets, "--packages", count, "--format", "targets", "--out", graph.Targets);
        return graph;
    }

    /// <summary>Request bodies in a peer's own dialect, a file for each operation.</summary>
    public async Task<string> WriteOperationsAsync(string dialect)
    {
        var operations = Path.Combine(folder, $"operations-{dialect}");
        await RunAsync(Equipment.Require("bench/ops.mjs"), Targets, dialect, operations);
        return operations;
    }

    public async Task<JsonElement> ReadTargetsAsync() =>
        JsonSerializer.Deserialize<JsonElement>(await File.ReadAllTextAsync(Targets));

    private static Task GenerateAsync(string result, params string[] arguments) =>
        Path.Exists(result) ? Task.CompletedTask : RunAsync(Equipment.Require("bench/generate.mjs"), arguments);

    private static async Task RunAsync(string script, params string[] arguments)
    {
        var (exitCode, _, error) = await NodeProcess.RunAsync(script, arguments);
        if (exitCode != 0)
        {
            throw new InvalidOperationException($"{script} failed:\n{error}");
        }
    }
}

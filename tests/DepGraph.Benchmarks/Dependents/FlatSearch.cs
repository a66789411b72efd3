using System.Globalization;
using System.Text.Json;
using DepGraph.Testing;

namespace DepGraph.Benchmarks.Dependents;

/// <summary>The search backwards over flat arrays in one thread of Node.js, as limits.mjs has it: a floor for any engine.</summary>
public static class FlatSearch
{
    private const string Heap = "--max-old-space-size=12288";

    /// <summary>Milliseconds that finding all transitive dependents takes, the best of some runs, for each of some packages.</summary>
    public static async Task<IReadOnlyDictionary<string, double>> RunAsync(
        int packages,
        params IEnumerable<string> names
    )
    {
        var script = Path.Combine(AppContext.BaseDirectory, "Dependents", "search.mjs");
        var (exitCode, output, error) = await NodeProcess.RunAsync(
            Heap,
            [script, Equipment.Require("bench/graph.mjs"), packages.ToString(CultureInfo.InvariantCulture), .. names]
        );
        if (exitCode != 0)
        {
            throw new InvalidOperationException($"search.mjs failed:\n{error}");
        }

        Console.WriteLine($"bare search: {output.Trim()}");
        return JsonSerializer
            .Deserialize<JsonElement>(output)
            .EnumerateObject()
            .ToDictionary(found => found.Name, found => found.Value.GetProperty("ms").GetDouble());
    }
}

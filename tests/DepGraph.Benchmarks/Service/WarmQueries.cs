using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using DepGraph.Testing;

namespace DepGraph.Benchmarks.Service;

/// <summary>Requests a second, latency and server CPU per request of a warm service under wrk, on the same cores.</summary>
public static partial class WarmQueries
{
    private static readonly (string Name, string Query)[] Questions =
    [
        ("small", """{ package(name: "jest") { latest { version } } }"""),
        ("set", """{ packageVersion(spec: "jest@^29") { dependencySet { totalCount } } }"""),
        (
            "licences",
            """{ packageVersion(spec: "jest@^29") { dependencySet { totalCount licenses { license count } } } }"""
        ),
        (
            "tree",
            """
            { packageVersion(spec: "jest@^29") { dependencyTree { totalCount nodes(first: 1000) { nodes {
              index parent depth isRepeated isCycle dependency { name range kind target { purl } } } } } } }
            """
        ),
        ("tree text", """{ packageVersion(spec: "jest@^29") { dependencyTree { text } } }"""),
    ];

    public static async Task RunAsync(int seconds, int connections)
    {
        using var folder = new TemporaryFolder();
        await using var registry = await ReplayRegistry.StartAsync();
        await using var program = await DepGraphProgram.StartAsync(Settings.For(registry.Address, folder));
        Console.WriteLine("| query | answer | requests/s | p50 | p99 | server CPU per request |");
        Console.WriteLine("| --- | --- | --- | --- | --- | --- |");
        foreach (var (name, query) in Questions)
        {
            await program.DataAsync(query, wait: 60);
            using var response = await program.Http.PostAsync("/graphql", Body(query));
            var size = (await response.Content.ReadAsByteArrayAsync()).Length;
            await LoadAsync(program, folder, query, 3, connections);
            var before = ProcessUsage.Cpu(program.ProcessId);
            var load = await LoadAsync(program, folder, query, seconds, connections);
            var cpu = ProcessUsage.Cpu(program.ProcessId) - before;
            Console.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"| {name} | {size} B | {load.Requests / seconds:F0} | {load.P50} | {load.P99} | {cpu.TotalMilliseconds / load.Requests:F4} ms |"
                )
            );
        }
    }

    private static StringContent Body(string query) =>
        new(JsonSerializer.Serialize(new { query }), System.Text.Encoding.UTF8, "application/json");

    private static async Task<(double Requests, string P50, string P99)> LoadAsync(
        DepGraphProgram program,
        TemporaryFolder folder,
        string query,
        int seconds,
        int connections
    )
    {
        var script = folder.File("post.lua");
        var body = JsonSerializer.Serialize(new { query });
        await File.WriteAllTextAsync(
            script,
            $"""
            wrk.method = "POST"
            wrk.headers["Content-Type"] = "application/json"
            wrk.body = [==[{body}]==]
            """
        );
        string[] arguments =
        [
            "-t1",
            $"-c{connections}",
            $"-d{seconds}s",
            "--latency",
            "-s",
            script,
            new Uri(program.Address, "graphql").ToString(),
        ];
        var start = new ProcessStartInfo("wrk", arguments) { RedirectStandardOutput = true };
        using var wrk = Process.Start(start)!;
        var output = await wrk.StandardOutput.ReadToEndAsync();
        await wrk.WaitForExitAsync();
        if (output.Contains("Non-2xx", StringComparison.Ordinal))
        {
            throw new InvalidOperationException(output);
        }

        return (
            double.Parse(Requests().Match(output).Groups[1].Value, CultureInfo.InvariantCulture),
            Percentile50().Match(output).Groups[1].Value,
            Percentile99().Match(output).Groups[1].Value
        );
    }

    [GeneratedRegex(@"(\d+) requests in")]
    private static partial Regex Requests();

    [GeneratedRegex(@"50%\s+(\S+)")]
    private static partial Regex Percentile50();

    [GeneratedRegex(@"99%\s+(\S+)")]
    private static partial Regex Percentile99();
}

using System.Diagnostics;
using System.Globalization;
using DepGraph.Storage;
using DepGraph.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace DepGraph.Benchmarks.Service;

/// <summary>
/// What it costs an answer that workers fetch instead of the API: whole times beside those of an inline program in the same run; how long a
/// replica takes from the worker's commit, which this process watches in the store, to its answer; and what both cost when idle.
/// </summary>
public static class QueuedAnswers
{
    private const string Head = "query ($name: String!) { package(name: $name) { name } }";
    private const string Set =
        "query ($spec: String!) { packageVersion(spec: $spec) { dependencySet { totalCount isComplete } } }";

    private static readonly string[] Specs = ["express", "webpack@^5", "jest@^29"];
    private static readonly TimeSpan IdleTime = TimeSpan.FromSeconds(20);

    public static async Task RunAsync(string kind, int packages)
    {
        await using var registry = await ReplayRegistry.StartAsync();
        using var folder = new TemporaryFolder();
        await using var neo4j = kind == "neo4j" ? await Neo4jServer.StartAsync() : null;
        var settings = Settings.For(registry.Address, folder);
        var options = new StoreOptions { Uri = settings["Store__Uri"]! };
        if (neo4j is not null)
        {
            (options.Uri, options.Username, options.Password) = (neo4j.Uri.ToString(), neo4j.User, neo4j.Password);
            settings
                .With("Store__Uri", options.Uri)
                .With("Store__Username", neo4j.User)
                .With("Store__Password", neo4j.Password);
        }

        await using var worker = await WorkerProgram.StartAsync(settings);
        await using var replica = await DepGraphProgram.StartAsync(
            new Dictionary<string, string?>(settings) { ["Ingestion__Mode"] = "queue" }
        );
        using var own = new TemporaryFolder();
        await using var inline = await DepGraphProgram.StartAsync(Settings.For(registry.Address, own));
        await using var store = GraphStores.Create(options, TimeProvider.System, NullLoggerFactory.Instance);
        await store.OpenAsync();
        await SetAsync(replica, "fastify");
        await SetAsync(inline, "fastify");

        Console.WriteLine(
            "| cold answer | queue, median | p95 | inline, median | p95 | commit to answer, median | p95 | max |"
        );
        Console.WriteLine("| --- | --- | --- | --- | --- | --- | --- | --- |");
        await HeadsAsync(replica, inline, store, packages);
        foreach (var spec in Specs)
        {
            var queued = await SetAsync(replica, spec);
            var alone = await SetAsync(inline, spec);
            Console.WriteLine(Line($"| set of {spec} | {queued:F0} ms | | {alone:F0} ms | | | | |"));
        }

        await IdleAsync(replica, worker);
    }

    private static async Task HeadsAsync(
        DepGraphProgram replica,
        DepGraphProgram inline,
        IGraphStore store,
        int packages
    )
    {
        var (queued, alone, learned) = (new List<double>(), new List<double>(), new List<double>());
        foreach (var name in CorpusFiles.Names())
        {
            if (queued.Count == packages || (await store.LoadAsync([name]))[0] is not null)
            {
                // Enough, or it came along with another.
                continue;
            }

            var watch = Stopwatch.StartNew();
            var answer = replica.DataAsync(Head, new { name }, wait: 60);
            while ((await store.LoadAsync([name]))[0] is null)
            {
                await Task.Delay(1);
            }

            var committed = watch.Elapsed;
            await answer;
            queued.Add(watch.Elapsed.TotalMilliseconds);
            learned.Add((watch.Elapsed - committed).TotalMilliseconds);
            watch.Restart();
            await inline.DataAsync(Head, new { name }, wait: 60);
            alone.Add(watch.Elapsed.TotalMilliseconds);
        }

        Console.WriteLine(
            Line(
                $"| one of {queued.Count} heads | {Median.Of(queued):F0} ms | {High(queued):F0} ms | {Median.Of(alone):F0} ms | {High(alone):F0} ms | {Median.Of(learned):F0} ms | {High(learned):F0} ms | {learned.Max():F0} ms |"
            )
        );
    }

    private static async Task<double> SetAsync(DepGraphProgram program, string spec)
    {
        var watch = Stopwatch.StartNew();
        var data = await program.DataAsync(Set, new { spec }, wait: 60);
        var elapsed = watch.Elapsed.TotalMilliseconds;
        return data.GetProperty("packageVersion").GetProperty("dependencySet").GetProperty("isComplete").GetBoolean()
            ? elapsed
            : throw new InvalidOperationException($"The set of {spec} came back incomplete.");
    }

    private static async Task IdleAsync(params RunningProgram[] programs)
    {
        await Task.Delay(IdleTime);
        var before = Array.ConvertAll(programs, program => ProcessUsage.Cpu(program.ProcessId));
        await Task.Delay(IdleTime);
        for (var i = 0; i < programs.Length; i++)
        {
            var share = (ProcessUsage.Cpu(programs[i].ProcessId) - before[i]) / IdleTime;
            Console.WriteLine(Line($"idle {programs[i].GetType().Name}: {share:P1} of a core"));
        }
    }

    private static double High(List<double> values) => values.Order().ElementAt(values.Count * 95 / 100);

    private static string Line(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

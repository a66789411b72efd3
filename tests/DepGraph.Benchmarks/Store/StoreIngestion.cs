using System.Diagnostics;
using DepGraph.Benchmarks.Service;
using DepGraph.Npm.Packuments;
using DepGraph.Storage;
using DepGraph.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace DepGraph.Benchmarks.Store;

/// <summary>What a store alone makes of the corpus: commits of heads with their details, the projection behind them, and loading.</summary>
public static class StoreIngestion
{
    private const int Loads = 2000;
    private const int HeadsAtOnce = 20;

    /// <summary>Heads of a few kilobytes, as most packages have them.</summary>
    private const int SmallVersions = 20;

    public static async Task RunAsync(string kind, int batchSize)
    {
        var packuments = await ReadAsync();
        using var folder = new TemporaryFolder();
        await using var server = kind == "neo4j" ? await Neo4jServer.StartOwnAsync(heap: "2g", pageCache: "1g") : null;
        var options = server is null
            ? new StoreOptions { Uri = $"sqlite:{folder.File("graph.db")}" }
            : new StoreOptions
            {
                Uri = server.Uri.ToString(),
                Username = server.User,
                Password = server.Password,
                BusyTimeout = TimeSpan.FromMinutes(1),
            };
        await using var store = GraphStores.Create(options, TimeProvider.System, NullLoggerFactory.Instance);
        await TimeAsync("open", server, store.OpenAsync);
        var edges = packuments.Sum(packument => packument.Head.DependencyCount);
        var versions = packuments.Sum(packument => packument.Head.Count);
        var clock = Stopwatch.StartNew();
        await TimeAsync($"commit {packuments.Count} heads", server, () => CommitAsync(store, packuments, batchSize, 0));
        await TimeAsync("projection after that", server, () => CatchUpAsync(store));
        Console.WriteLine(
            $"{versions} versions and {edges} edges in {clock.Elapsed.TotalSeconds:F1} s: "
                + $"{versions / clock.Elapsed.TotalSeconds:F0} versions/s, {edges / clock.Elapsed.TotalSeconds:F0} edges/s"
        );
        await TimeAsync("confirm them all", server, () => CommitAsync(store, packuments, batchSize, minutes: 1));
        var small = packuments.Where(p => p.Head.Count <= SmallVersions).Select(p => p.Head.Name).ToArray();
        await LoadAsync(store, server, small, HeadsAtOnce, Loads);
        await LoadAsync(store, server, [.. packuments.Select(p => p.Head.Name)], 280, Loads / 20);
        await TimeAsync(
            $"{Loads} looks at the feed",
            server,
            () => RepeatAsync(() => store.ReadChangesAsync(1512, 100))
        );
        await TimeAsync($"{Loads} statistics", server, () => RepeatAsync(() => store.GetStatisticsAsync()));
        Console.WriteLine($"{await store.GetStatisticsAsync()}");
    }

    private static async Task<List<Packument>> ReadAsync()
    {
        var packuments = new List<Packument>();
        foreach (var name in CorpusFiles.Names())
        {
            await using var stream = CorpusFiles.Open(name, full: true);
            packuments.Add(await PackumentReader.ReadAsync(stream, name, full: true));
        }
        return packuments;
    }

    private static async Task CommitAsync(IGraphStore store, List<Packument> packuments, int batchSize, int minutes)
    {
        var at = new DateTimeOffset(2026, 3, 4, 12, minutes, 0, TimeSpan.Zero);
        foreach (var batch in packuments.Chunk(batchSize))
        {
            await store.CommitAsync([
                .. batch.Select(packument => new HeadWrite
                {
                    Name = packument.Head.Name,
                    Head = packument.Head,
                    FetchedAt = at,
                    Full = new DocumentAspect(null, null, at),
                    Details = packument.Details,
                }),
            ]);
        }
    }

    private static async Task CatchUpAsync(IGraphStore store)
    {
        while ((await store.GetStatisticsAsync()).PendingPackages > 0)
            await Task.Delay(100);
    }

    private static async Task LoadAsync(IGraphStore store, Neo4jServer? server, string[] names, int count, int loads)
    {
        var random = new Random(1);
        foreach (var isWarm in (bool[])[false, true])
        {
            var times = new double[loads];
            var cpu = CpuOf(server);
            var own = Environment.CpuUsage.TotalTime;
            for (var i = 0; i < loads; i++)
            {
                var some = random.GetItems(names, count);
                var start = Stopwatch.GetTimestamp();
                await store.LoadAsync(some);
                times[i] = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
            }
            Array.Sort(times);
            if (isWarm)
            {
                Console.WriteLine(
                    $"load {count} heads: p50 {times[loads / 2]:F2} ms, p99 {times[loads * 99 / 100]:F2} ms; CPU "
                        + $"{(Environment.CpuUsage.TotalTime - own).TotalMilliseconds / loads:F2} ms here, "
                        + $"{(CpuOf(server) - cpu).TotalMilliseconds / loads:F2} ms there"
                );
            }
        }
    }

    private static async Task RepeatAsync<T>(Func<ValueTask<T>> ask)
    {
        for (var i = 0; i < Loads; i++)
            await ask();
    }

    private static Task TimeAsync(string what, Neo4jServer? server, Func<CancellationToken, Task> run) =>
        TimeAsync(what, server, () => run(CancellationToken.None));

    private static async Task TimeAsync(string what, Neo4jServer? server, Func<Task> run)
    {
        var (start, cpu, own) = (Stopwatch.GetTimestamp(), CpuOf(server), Environment.CpuUsage.TotalTime);
        await run();
        Console.WriteLine(
            $"{what}: {Stopwatch.GetElapsedTime(start).TotalSeconds:F2} s; CPU "
                + $"{(Environment.CpuUsage.TotalTime - own).TotalSeconds:F2} s here, {(CpuOf(server) - cpu).TotalSeconds:F2} s there"
        );
    }

    private static TimeSpan CpuOf(Neo4jServer? server) =>
        server?.ProcessId is { } id ? ProcessUsage.Cpu(id) : TimeSpan.Zero;
}

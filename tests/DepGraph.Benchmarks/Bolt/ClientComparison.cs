using System.Diagnostics;
using DepGraph.Benchmarks.Service;
using DepGraph.Bolt;
using DepGraph.Testing;

namespace DepGraph.Benchmarks.Bolt;

/// <summary>Rate and client CPU of the Bolt client beside the npm package neo4j-driver, on the same server, in turn.</summary>
public static class ClientComparison
{
    public static async Task RunAsync(int rounds, int seconds)
    {
        await using var server = await Neo4jServer.StartAsync();
        await using var driver = GraphDatabase.Driver(server.Uri, AuthTokens.Basic(server.User, server.Password));
        using var peer = await NpmDriver.StartAsync(server);
        Console.WriteLine("workload  ops/s      npm        ratio   CPU µs/op  npm        ratio");
        foreach (var workload in Workload.All)
        {
            // Both compilers, and the server's, get to know the workload first.
            await MeasureAsync(driver, workload, seconds);
            await peer.MeasureAsync(workload, seconds);
            var (own, peers) = (new List<Measurement>(), new List<Measurement>());
            for (var round = 0; round < rounds; round++)
            {
                own.Add(await MeasureAsync(driver, workload, seconds));
                peers.Add(await peer.MeasureAsync(workload, seconds));
            }

            Print(workload, own, peers);
        }
    }

    private static async Task<Measurement> MeasureAsync(IDriver driver, Workload workload, int seconds)
    {
        using var process = Process.GetCurrentProcess();
        var (clock, cpu, operations) = (Stopwatch.StartNew(), process.TotalProcessorTime, 0);

        async Task LoopAsync()
        {
            for (var i = 0; clock.Elapsed.TotalSeconds < seconds; i++)
            {
                Interlocked.Add(ref operations, await workload.Run(driver, i));
            }
        }

        await Task.WhenAll(Enumerable.Range(0, workload.Loops).Select(_ => LoopAsync()));
        var elapsed = clock.Elapsed;
        process.Refresh();
        return Measurement.Of(operations, elapsed, process.TotalProcessorTime - cpu);
    }

    private static void Print(Workload workload, List<Measurement> own, List<Measurement> peers)
    {
        var (rate, peersRate) = (Median.Of(own.Select(one => one.Rate)), Median.Of(peers.Select(one => one.Rate)));
        var (cpu, peersCpu) = (
            Median.Of(own.Select(one => one.CpuMicroseconds)),
            Median.Of(peers.Select(one => one.CpuMicroseconds))
        );
        Console.WriteLine(
            $"{workload.Name, -9} {rate, -10:0} {peersRate, -10:0} {rate / peersRate, -7:0.00} "
                + $"{cpu, -10:0.00} {peersCpu, -10:0.00} {cpu / peersCpu:0.00}"
        );
    }
}

using System.Globalization;
using DepGraph.Testing;

namespace DepGraph.Benchmarks.Peers;

/// <summary>
/// The service and a peer over the same graph, asked the same questions in turn; what counts is CPU per request. The service has
/// the graph from an import and asks no registry.
/// </summary>
public static class PeerComparison
{
    /// <param name="peerName">One of <see cref="PeerKind.All"/>.</param>
    /// <param name="storeKind">Where the service has its graph, see <see cref="ServedStore"/>.</param>
    /// <param name="isLive">Next to nothing is kept in the service's memory: what is asked comes from the store each time.</param>
    /// <param name="projects">Whether the service's store writes missing relationships, which are waited for; no question asks for one.</param>
    /// <param name="packages">Size of the graph.</param>
    /// <param name="kept">A folder that keeps graph, peer and store for the next run; null: a temporary one.</param>
    /// <param name="operations">Some of <see cref="Operations.Names"/>, in the order in which they run.</param>
    /// <param name="connections">Connections of the load driver.</param>
    /// <param name="seconds">Length of a measurement.</param>
    /// <param name="rounds">Measurements of each side.</param>
    public static async Task RunAsync(
        string peerName,
        string storeKind,
        bool isLive,
        bool projects,
        int packages,
        string? kept,
        IReadOnlyList<string> operations,
        int connections,
        int seconds,
        int rounds
    )
    {
        var kind =
            PeerKind.All.FirstOrDefault(peer => peer.Name == peerName)
            ?? throw new ArgumentException($"There is no peer {peerName}.", nameof(peerName));
        using var temporary = new TemporaryFolder();
        var folder = Directory.CreateDirectory(kept ?? temporary.Path).FullName;
        var graph = await SyntheticGraph.GenerateAsync(folder, packages);
        await using var store = await ServedStore.StartAsync(storeKind, folder);
        await using var program = await ImportedService.StartAsync(graph, store, temporary, isLive, projects);
        if (projects)
        {
            await ImportedService.WaitForProjectionAsync(program);
        }

        var ourOperations = Path.Combine(folder, "operations-depgraph");
        await Operations.WriteAsync(ourOperations, await graph.ReadTargetsAsync());
        await using var peer = await PeerServer.StartAsync(kind, folder, graph);
        var ours = new LoadSide(
            new Uri(program.Address, "graphql").ToString(),
            ourOperations,
            program.ProcessId,
            store.ProcessId
        );
        var theirs = new LoadSide(
            peer.Url,
            await graph.WriteOperationsAsync(kind.Folder),
            peer.ServerId,
            peer.DatabaseId
        );

        Console.WriteLine(
            $"| operation | ranges | requests/s | {peerName} | p50 | {peerName} | CPU (database) | {peerName} | CPU ratio |"
        );
        Console.WriteLine("| --- | --- | --- | --- | --- | --- | --- | --- | --- |");
        foreach (var operation in operations)
        {
            var ranges = await LoadScript.CountRangesAsync(ours, operation);
            var their = await LoadScript.CountRangesAsync(theirs, operation);
            if (ranges != their)
            {
                throw new InvalidOperationException($"{operation}: {ranges} ranges here, {their} there.");
            }

            var load = await LoadScript.CompareAsync(ours, theirs, operation, connections, seconds, rounds);
            Console.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"| {operation} | {ranges} | {load.OurRate:N0} | {load.TheirRate:N0} | {load.OurP50:F2} ms | {load.TheirP50:F2} ms | {load.OurCpu:F3} ms ({load.OurDatabaseShare:P0}) | {load.TheirCpu:F3} ms ({load.TheirDatabaseShare:P0}) | {load.CpuRatio:F3} |"
                )
            );
        }
    }
}

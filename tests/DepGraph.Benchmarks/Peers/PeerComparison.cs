using System.Globalization;
using DepGraph.Testing;

namespace DepGraph.Benchmarks.Peers;

/// <summary>
/// The service and a peer over the same graph, asked the same questions in turn; what counts is CPU per request. The service has
/// the graph from an import and asks no registry.
/// </summary>
public static class PeerComparison
{
    /// <summary>Runs the operations one after the other and prints a table.</summary>
    public static async Task RunAsync(PeerRun run)
    {
        var kind =
            PeerKind.All.FirstOrDefault(peer => peer.Name == run.Peer)
            ?? throw new ArgumentException($"There is no peer {run.Peer}.", nameof(run));
        using var temporary = new TemporaryFolder();
        var folder = Directory.CreateDirectory(run.Folder ?? temporary.Path).FullName;
        var graph = await SyntheticGraph.GenerateAsync(folder, run.Packages);
        await using var store = await ServedStore.StartAsync(run.Store, folder, run.PageCache);
        await using var program = await ImportedService.StartAsync(
            graph,
            store,
            temporary,
            run.IsLive,
            run.IsConsistent,
            projects: !run.IsHeadsOnly
        );
        if (!run.IsHeadsOnly)
        {
            await ImportedService.WaitForProjectionAsync(program);
        }

        var targets = await graph.ReadTargetsAsync();
        await ImportedService.WaitForDependentsAsync(
            program,
            targets.GetProperty("hubs")[0].GetProperty("name").GetString()!
        );
        var ourOperations = Path.Combine(folder, "operations-depgraph");
        await Operations.WriteAsync(ourOperations, targets);
        await using var peer = await PeerServer.StartAsync(kind, folder, graph, run.PageCache);
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
            $"| operation | ranges | connections | requests/s | {run.Peer} | p50 | {run.Peer} | CPU (database) | {run.Peer} | CPU ratio |"
        );
        Console.WriteLine("| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |");
        foreach (var operation in run.Operations)
        {
            var ranges = await LoadScript.CountRangesAsync(ours, operation);
            var their = await LoadScript.CountRangesAsync(theirs, operation);
            if (ranges != their)
            {
                throw new InvalidOperationException($"{operation}: {ranges} ranges here, {their} there.");
            }

            foreach (var plan in run.Loads)
            {
                var load = await LoadScript.CompareAsync(ours, theirs, operation, plan);
                Console.WriteLine(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"| {operation} | {ranges} | {plan.Connections} | {load.OurRate:N0} | {load.TheirRate:N0} | {load.OurP50:F2} ms | {load.TheirP50:F2} ms | {load.OurCpu:F3} ms ({load.OurDatabaseShare:P0}) | {load.TheirCpu:F3} ms ({load.TheirDatabaseShare:P0}) | {load.CpuRatio:F3} |"
                    )
                );
            }
        }
    }
}

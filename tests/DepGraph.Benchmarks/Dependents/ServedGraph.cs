using DepGraph.Benchmarks.Peers;
using DepGraph.Testing;

namespace DepGraph.Benchmarks.Dependents;

/// <summary>A service over a generated graph in a SQLite file, with its index of dependents built.</summary>
public sealed class ServedGraph : IAsyncDisposable
{
    private readonly DepGraphProgram program;
    private readonly ServedStore store;

    private ServedGraph(DepGraphProgram program, ServedStore store, string operations)
    {
        (this.program, this.store) = (program, store);
        Side = new LoadSide(
            new Uri(program.Address, "graphql").ToString(),
            operations,
            program.ProcessId,
            store.ProcessId
        );
    }

    /// <summary>The service as the load driver needs it.</summary>
    public LoadSide Side { get; }

    /// <param name="packages">Size of the graph.</param>
    /// <param name="kept">A folder that keeps graph and store for the next run; null: one of this run.</param>
    /// <param name="temporary">A folder of this run.</param>
    public static async Task<ServedGraph> StartAsync(int packages, string? kept, TemporaryFolder temporary)
    {
        var folder = Directory.CreateDirectory(kept ?? temporary.File($"graph-{packages}")).FullName;
        var graph = await SyntheticGraph.GenerateAsync(folder, packages, withCsv: false);
        var operations = Path.Combine(folder, "operations-depgraph");
        await Operations.WriteAsync(operations, await graph.ReadTargetsAsync());
        var store = await ServedStore.StartAsync("sqlite", folder);
        var program = await ImportedService.StartAsync(graph, store, temporary, projects: false);
        await DependentsGrowth.WaitForIndexAsync(program);
        return new ServedGraph(program, store, operations);
    }

    public async ValueTask DisposeAsync()
    {
        await program.DisposeAsync();
        await store.DisposeAsync();
    }
}

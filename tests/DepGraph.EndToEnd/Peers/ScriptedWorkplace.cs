using DepGraph.Testing;

namespace DepGraph.EndToEnd.Peers;

/// <summary>A program over a scripted registry of its own, shared by the tests of one class.</summary>
public class ScriptedWorkplace : IAsyncLifetime
{
    private readonly TemporaryFolder folder = new();
    private ScriptedRegistry? registry;
    private DepGraphProgram? program;

    public ScriptedRegistry Registry => registry!;

    public DepGraphProgram Program => program!;

    public async ValueTask InitializeAsync()
    {
        registry = await ScriptedRegistry.StartAsync();
        var settings = Settings.For(registry.Address, folder);
        Configure(settings);
        program = await DepGraphProgram.StartAsync(settings);
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (program is not null)
        {
            await program.DisposeAsync();
        }

        if (registry is not null)
        {
            await registry.DisposeAsync();
        }

        folder.Dispose();
    }

    /// <summary>Settings beyond the usual ones.</summary>
    protected virtual void Configure(Dictionary<string, string?> settings) { }
}

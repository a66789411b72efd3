using DepGraph.Testing;

namespace DepGraph.EndToEnd;

/// <summary>A program over a replay registry of its own, shared by the tests of one class.</summary>
public sealed class Workplace : IAsyncLifetime
{
    private readonly TemporaryFolder folder = new();
    private ReplayRegistry? registry;
    private DepGraphProgram? program;

    public ReplayRegistry Registry => registry!;

    public DepGraphProgram Program => program!;

    public async ValueTask InitializeAsync()
    {
        registry = await ReplayRegistry.StartAsync();
        program = await DepGraphProgram.StartAsync(Settings.For(registry.Address, folder));
    }

    public async ValueTask DisposeAsync()
    {
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
}

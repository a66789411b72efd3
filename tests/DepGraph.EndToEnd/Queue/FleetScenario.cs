using DepGraph.EndToEnd.Peers;
using DepGraph.Testing;

namespace DepGraph.EndToEnd.Queue;

/// <summary>Programs on one store and a registry, all anew for each test.</summary>
/// <param name="createPlace">The store.</param>
/// <param name="settings">Of all programs, beyond the usual ones.</param>
public abstract class FleetScenario(Func<Task<IQueuePlace>> createPlace, params (string Name, string Value)[] settings)
    : IAsyncLifetime
{
    private ScriptedRegistry? registry;
    private Fleet? fleet;

    protected ScriptedRegistry Registry => registry!;

    protected Fleet Fleet => fleet!;

    public async ValueTask InitializeAsync()
    {
        registry = await ScriptedRegistry.StartAsync();
        Publish();
        fleet = new Fleet(await createPlace(), registry.Address, settings);
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (fleet is not null)
        {
            if (TestContext.Current.TestState?.Result == TestResult.Failed)
            {
                TestContext.Current.TestOutputHelper?.WriteLine(fleet.Logs);
            }

            await fleet.DisposeAsync();
        }

        if (registry is not null)
        {
            await registry.DisposeAsync();
        }
    }

    /// <summary>Gives the registry what it has from the start.</summary>
    protected abstract void Publish();
}

using DepGraph.Ingestion.Registry;
using Microsoft.Extensions.DependencyInjection;

namespace DepGraph.GraphApi.Tests.Testing;

/// <summary>A service over the real packuments, shared by the tests of one class.</summary>
public sealed class CorpusServer : IAsyncLifetime
{
    internal ApiServer Server { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        var registry = new CorpusRegistry();
        Server = await ApiServer.StartAsync(
            new FakeRegistry(),
            services => services.AddSingleton<IRegistryClient>(registry)
        );
    }

    public async ValueTask DisposeAsync()
    {
        if (Server is not null)
        {
            await Server.DisposeAsync();
        }
    }
}

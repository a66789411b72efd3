using DepGraph.Storage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace DepGraph.Ingestion.Hosting;

/// <summary>The store that the section <c>Store</c> names.</summary>
public static class StoreSetup
{
    /// <summary>Adds <see cref="IGraphStore"/>, opened before any service starts.</summary>
    public static void Add(IServiceCollection services, IConfiguration configuration)
    {
        BoundSection.Add<StoreOptions, StoreOptionsValidator>(services, configuration, StoreOptions.SectionName);
        services.AddSingleton(provider =>
            GraphStores.Create(
                provider.GetRequiredService<IOptions<StoreOptions>>().Value,
                provider.GetRequiredService<TimeProvider>(),
                provider.GetRequiredService<ILoggerFactory>()
            )
        );
        services.AddHostedService<Opening>();
    }

    /// <summary>Opens the store before any service starts; the container closes it after all have stopped.</summary>
    private sealed class Opening(IGraphStore store, ILogger<IGraphStore> logger) : IHostedLifecycleService
    {
        public async Task StartingAsync(CancellationToken cancellationToken)
        {
            await store.OpenAsync(cancellationToken);
            logger.LogInformation("Store: {Store}", store.Description);
        }

        public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}

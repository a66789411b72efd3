using DepGraph.Ingestion.Commit;
using DepGraph.Ingestion.Feed;
using DepGraph.Ingestion.Graph;
using DepGraph.Ingestion.Jobs;
using DepGraph.Ingestion.Refresh;
using DepGraph.Ingestion.Registry;
using DepGraph.Storage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace DepGraph.Ingestion;

/// <summary>Registers ingestion.</summary>
public static class IngestionServices
{
    /// <summary>
    /// Adds <see cref="PackageGraph"/>, <see cref="IIngestions"/>, the registry client and the background services. An
    /// <see cref="IGraphStore"/> must be registered, and be open before the host starts its services. The options are
    /// validated at the start.
    /// </summary>
    public static IServiceCollection AddIngestion(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton<IConfigureOptions<IngestionOptions>>(new IngestionOptionsSetup(configuration));
        services.AddSingleton<IValidateOptions<IngestionOptions>, IngestionOptionsValidation>();
        services.AddOptions<IngestionOptions>().ValidateOnStart();
        services
            .AddOptions<RegistryOptions>()
            .Configure<IOptions<IngestionOptions>>(
                static (registry, ingestion) => registry.Concurrency = ingestion.Value.Concurrency
            );
        services.AddRegistryClient(configuration);
        return services.AddPackageGraph();
    }

    /// <summary>All but options and registry client: tests bring their own.</summary>
    internal static IServiceCollection AddPackageGraph(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddMetrics();
        services.AddSingleton<IHeadStore>(provider => provider.GetRequiredService<IGraphStore>());
        services.AddSingleton<IHeadScan>(provider => provider.GetRequiredService<IGraphStore>());
        services.AddSingleton<IIngestionStore>(provider => provider.GetRequiredService<IGraphStore>());
        services.AddSingleton<IngestionMetrics>();
        services.AddSingleton<IngestionLifetime>();
        services.AddSingleton<CommitQueue>();
        services.AddSingleton<CommitSignal>();
        services.AddSingleton<VersionFeed>();
        services.AddSingleton<IVersionFeed>(provider => provider.GetRequiredService<VersionFeed>());
        services.AddSingleton<HeadCache>();
        services.AddSingleton<HeadLoader>();
        services.AddSingleton<DetailsLoader>();
        services.AddSingleton<AnsweredVersions>();
        services.AddSingleton<ClosureCache>();
        services.AddSingleton<CursorSets>();
        services.AddSingleton<IngestionBoard>();
        services.AddSingleton(provider => new PackageGraph(
            provider.GetRequiredService<HeadCache>(),
            provider.GetRequiredService<HeadLoader>(),
            provider.GetRequiredService<DetailsLoader>(),
            provider.GetRequiredService<ClosureCache>(),
            provider.GetRequiredService<CursorSets>(),
            provider.GetRequiredService<AnsweredVersions>(),
            provider.GetRequiredService<CommitQueue>(),
            provider.GetRequiredService<IngestionBoard>(),
            provider.GetRequiredService<IngestionLifetime>(),
            provider.GetRequiredService<IOptions<IngestionOptions>>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<IngestionMetrics>()
        ));
        services.AddSingleton<Ingestions>();
        services.AddSingleton<IIngestions>(provider => provider.GetRequiredService<Ingestions>());

        // Services stop in reverse: what fetches first, what writes last.
        services.AddHostedService<CommitWriter>();
        services.AddHostedService<IngestionRunner>();
        services.AddHostedService<RefreshService>();
        services.AddHostedService<Housekeeping>();
        return services;
    }
}

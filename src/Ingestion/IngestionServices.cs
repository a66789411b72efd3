using DepGraph.Ingestion.Commit;
using DepGraph.Ingestion.Feed;
using DepGraph.Ingestion.Follow;
using DepGraph.Ingestion.Graph;
using DepGraph.Ingestion.Hosting;
using DepGraph.Ingestion.Installing;
using DepGraph.Ingestion.Jobs;
using DepGraph.Ingestion.Refresh;
using DepGraph.Ingestion.Registry;
using DepGraph.Ingestion.Sources;
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
    /// Adds <see cref="PackageGraph"/>, <see cref="IIngestions"/>, and what <see cref="IngestionOptions.Mode"/> asks for: the registry
    /// client and the background services, or the way to workers that have them. An <see cref="IGraphStore"/> must be registered, and
    /// be open before the host starts its services. The options are validated at the start.
    /// </summary>
    public static IServiceCollection AddIngestion(this IServiceCollection services, IConfiguration configuration) =>
        services.AddIngestion(
            configuration,
            configuration[$"{IngestionOptions.SectionName}:{nameof(IngestionOptions.Mode)}"]
            == IngestionOptions.QueueMode
                ? IngestionRole.Replica
                : IngestionRole.Inline
        );

    /// <summary>All but options and registry client: tests bring their own.</summary>
    internal static IServiceCollection AddPackageGraph(this IServiceCollection services, IngestionRole role)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddMetrics();
        services.AddSingleton<IHeadStore>(provider => provider.GetRequiredService<IGraphStore>());
        services.AddSingleton<IHeadScan>(provider => provider.GetRequiredService<IGraphStore>());
        services.AddSingleton<IIngestionStore>(provider => provider.GetRequiredService<IGraphStore>());
        services.AddSingleton<IJobQueue>(provider => provider.GetRequiredService<IGraphStore>());
        services.AddSingleton<IDocumentLeases>(provider => provider.GetRequiredService<IGraphStore>());
        services.AddSingleton<ITarballStore>(provider => provider.GetRequiredService<IGraphStore>());
        services.Add(ServiceDescriptor.Singleton(typeof(IngestionRole), role));
        services.AddSingleton<WorkerIdentity>();
        services.AddSingleton<WorkerHealth>();
        services.AddSingleton<IngestionMetrics>();
        services.AddSingleton<IngestionLifetime>();
        services.AddSingleton<CommitQueue>();
        services.AddSingleton<CommitSignal>();
        services.AddSingleton<VersionFeed>();
        services.AddSingleton<IVersionFeed>(provider => provider.GetRequiredService<VersionFeed>());
        services.AddSingleton<DocumentWatch>();
        services.AddSingleton<ChangeFeed>();
        services.AddSingleton<HeadCache>();
        services.AddSingleton<HeadLoader>();
        services.AddSingleton<DetailsLoader>();
        services.AddSingleton<AnsweredVersions>();
        services.AddSingleton<ClosureCache>();
        services.AddSingleton<CursorSets>();
        services.AddSingleton<IngestionBoard>();
        services.AddSingleton<JobWake>();
        services.AddSingleton(provider => new PackageGraph(
            provider.GetRequiredService<HeadCache>(),
            provider.GetRequiredService<HeadLoader>(),
            provider.GetRequiredService<DetailsLoader>(),
            provider.GetRequiredService<ClosureCache>(),
            provider.GetRequiredService<CursorSets>(),
            provider.GetRequiredService<AnsweredVersions>(),
            provider.GetRequiredService<CommitQueue>(),
            provider.GetRequiredService<ChangeFeed>(),
            provider.GetRequiredService<IUnfinishedWork>(),
            provider.GetRequiredService<IngestionLifetime>(),
            provider.GetRequiredService<IOptions<IngestionOptions>>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<IngestionMetrics>()
        ));
        services.AddSingleton<IIngestions, Ingestions>();
        services.AddSingleton<StoredTarballs>();
        services.AddSingleton<TarballListings>();
        services.AddSingleton(provider => new Installations(provider.GetRequiredService<TarballListings>()));
        return role == IngestionRole.Replica ? services.AddReplica() : services.AddFetching(role);
    }

    /// <summary>The same in a role, whatever the mode is.</summary>
    internal static IServiceCollection AddIngestion(
        this IServiceCollection services,
        IConfiguration configuration,
        IngestionRole role
    )
    {
        services.AddSingleton<IConfigureOptions<IngestionOptions>>(new IngestionOptionsSetup(configuration));
        services.AddSingleton<IValidateOptions<IngestionOptions>, IngestionOptionsValidation>();
        services.AddOptions<IngestionOptions>().ValidateOnStart();
        services.AddSingleton(new ReportedSection(IngestionOptions.SectionName, typeof(IngestionOptions)));
        if (role != IngestionRole.Replica)
        {
            services
                .AddOptions<RegistryOptions>()
                .Configure<IOptions<IngestionOptions>>(
                    static (registry, ingestion) => registry.Concurrency = ingestion.Value.Concurrency
                );
            services.AddSingleton(new ReportedSection(RegistryOptions.SectionName, typeof(RegistryOptions)));
            services.AddRegistryClient(configuration);
        }

        services.AddPackageGraph(role);
        // Last, so that it stops first.
        return
            role == IngestionRole.Follower || (role != IngestionRole.Replica && FollowServices.IsAsked(configuration))
            ? services.AddFollowing(configuration)
            : services;
    }

    /// <summary>Services stop in reverse: what fetches first, then what writes, and what tells the others last.</summary>
    private static IServiceCollection AddFetching(this IServiceCollection services, IngestionRole role)
    {
        services.AddSingleton<RegistrySource>();
        services.AddSingleton<ITarballSource, RegistryTarballs>();
        services.AddSingleton<IUnfinishedWork>(provider => provider.GetRequiredService<IngestionBoard>());
        services.AddHostedService(provider => provider.GetRequiredService<ChangeFeed>());
        if (role is IngestionRole.Worker or IngestionRole.Follower)
        {
            services.AddSingleton<DocumentLeases>();
            services.AddHostedService(provider => provider.GetRequiredService<DocumentLeases>());
            services.AddSingleton<IDocumentSource, LeasedSource>();
        }
        else
        {
            services.AddSingleton<IDocumentSource>(provider => provider.GetRequiredService<RegistrySource>());
        }

        services.AddHostedService<CommitWriter>();
        if (role == IngestionRole.Follower)
        {
            return services;
        }

        services.AddSingleton<TarballWork>();
        services.AddSingleton<IngestionExecution>();
        services.AddSingleton<RefreshTurn>();
        services.AddHostedService<IngestionRunner>();
        services.AddHostedService<RefreshService>();
        return services.AddHostedService<Housekeeping>();
    }

    private static IServiceCollection AddReplica(this IServiceCollection services)
    {
        // Whoever stores the heads stores what follows from them.
        services.PostConfigure<StoreOptions>(static store => store.Projects = false);
        services.AddSingleton<IDocumentSource, QueuedSource>();
        services.AddSingleton<ITarballSource, QueuedTarballs>();
        services.AddSingleton<IUnfinishedWork, ReplicaWork>();
        services.AddHostedService(provider => provider.GetRequiredService<ChangeFeed>());
        return services.AddHostedService<CommitWriter>();
    }
}

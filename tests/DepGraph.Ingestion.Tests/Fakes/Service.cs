using DepGraph.Ingestion.Commit;
using DepGraph.Ingestion.Dependents;
using DepGraph.Ingestion.Feed;
using DepGraph.Ingestion.Graph;
using DepGraph.Ingestion.Jobs;
using DepGraph.Ingestion.Registry;
using DepGraph.Npm.Packuments;
using DepGraph.Npm.Resolution;
using DepGraph.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace DepGraph.Ingestion.Tests.Fakes;

/// <summary>Ingestion as one process runs it, over fakes. Disposal is a clean stop.</summary>
internal sealed class Service : IAsyncDisposable
{
    private readonly ServiceProvider provider;
    private bool isRunning;

    private Service(ServiceProvider provider) => this.provider = provider;

    public PackageGraph Graph => provider.GetRequiredService<PackageGraph>();

    public IIngestions Ingestions => provider.GetRequiredService<IIngestions>();

    public IVersionFeed Feed => provider.GetRequiredService<IVersionFeed>();

    public IngestionBoard Board => provider.GetRequiredService<IngestionBoard>();

    public HeadCache Heads => provider.GetRequiredService<HeadCache>();

    public HeadLoader Loader => provider.GetRequiredService<HeadLoader>();

    public DependentPages Dependents => provider.GetRequiredService<DependentPages>();

    public DependentsIndexer Indexer => provider.GetRequiredService<DependentsIndexer>();

    public CommitQueue Commits => provider.GetRequiredService<CommitQueue>();

    /// <summary>A service of the room.</summary>
    public T Get<T>()
        where T : notnull => provider.GetRequiredService<T>();

    public static async Task<Service> StartAsync(
        IRegistryClient registry,
        IGraphStore store,
        TimeProvider? time = null,
        Action<IngestionOptions>? configure = null,
        IngestionRole role = IngestionRole.Inline,
        Action<IServiceCollection>? add = null
    )
    {
        var services = new ServiceCollection()
            .AddLogging(logging => logging.SetMinimumLevel(LogLevel.None))
            .AddSingleton(registry)
            .AddSingleton(registry as ITarballClient ?? new NoRegistry())
            .AddSingleton(_ => store)
            .AddSingleton(time ?? TimeProvider.System)
            .Configure<IngestionOptions>(options =>
            {
                options.CommitInterval = TimeSpan.FromMilliseconds(8);
                if (time is null)
                {
                    // On the machine's clock no operation ends for want of time, however slow the machine.
                    options.WaitSeconds = options.MaxWaitSeconds = 3_600;
                }

                configure?.Invoke(options);
            })
            .AddPackageGraph(role);
        add?.Invoke(services);
        var service = new Service(services.BuildServiceProvider());
        foreach (var hosted in service.provider.GetServices<IHostedService>())
        {
            await hosted.StartAsync(CancellationToken.None);
        }

        service.isRunning = true;
        return service;
    }

    /// <summary>A replica that has workers fetch: it has no registry to ask.</summary>
    public static Task<Service> StartReplicaAsync(IGraphStore store, Action<IngestionOptions>? configure = null) =>
        StartAsync(new NoRegistry(), store, configure: configure, role: IngestionRole.Replica);

    public static Task<Service> StartWorkerAsync(
        IRegistryClient registry,
        IGraphStore store,
        Action<IngestionOptions>? configure = null
    ) => StartAsync(registry, store, configure: configure, role: IngestionRole.Worker);

    public GraphSession Session(double? waitSeconds = null, CancellationToken cancellationToken = default) =>
        Graph.BeginSession(waitSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : null, cancellationToken);

    /// <summary>The set below the latest version of a package.</summary>
    public async Task<ClosureAnswer<DependencySet>> SetAsync(
        string name,
        double? waitSeconds = null,
        int? maxDepth = null
    )
    {
        using var session = Session(waitSeconds);
        var head = (await session.GetPackageAsync(name)).Head.ShouldNotBeNull();
        var root = head[head.IndexOf(head.Latest!)];
        return await session.GetSetAsync(root, DependencyKinds.Runtime, maxDepth);
    }

    /// <summary>Looks until something holds; fails after a time that no machine needs.</summary>
    public static async Task Eventually(Func<bool> condition, Action? meanwhile = null)
    {
        for (var tries = 0; !condition(); tries++)
        {
            tries.ShouldBeLessThan(24_000, "It never came to hold.");
            meanwhile?.Invoke();
            await Task.Delay(5, TestContext.Current.CancellationToken);
        }
    }

    /// <inheritdoc cref="Eventually"/>
    public static async Task EventuallyAsync(Func<Task<bool>> condition)
    {
        for (var tries = 0; !await condition(); tries++)
        {
            tries.ShouldBeLessThan(24_000, "It never came to hold.");
            await Task.Delay(5, TestContext.Current.CancellationToken);
        }
    }

    public async Task StopAsync()
    {
        if (isRunning)
        {
            isRunning = false;
            foreach (var hosted in provider.GetServices<IHostedService>().Reverse())
            {
                await hosted.StopAsync(CancellationToken.None);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        await provider.DisposeAsync();
    }
}

using DepGraph.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace DepGraph.Ingestion.Hosting;

/// <summary>A worker or follower as a program: the same settings, logs and telemetry as the API's, and no web server.</summary>
internal static class WorkerHost
{
    /// <summary>Builds the host; nothing is opened before it starts.</summary>
    /// <param name="arguments">Settings of the command line.</param>
    /// <param name="role">What it does.</param>
    /// <param name="configure">Changes to services, made last; null for none.</param>
    public static IHost Build(
        string[] arguments,
        IngestionRole role = IngestionRole.Worker,
        Action<IServiceCollection>? configure = null
    )
    {
        var builder = Host.CreateEmptyApplicationBuilder(
            new HostApplicationBuilderSettings
            {
                ApplicationName = "DepGraph worker",
                ContentRootPath = AppContext.BaseDirectory,
                EnvironmentName = ConfigurationSources.EnvironmentName,
                DisableDefaults = true,
            }
        );
        ConfigurationSources.Add(builder.Configuration, arguments);
        LoggingSetup.Add(builder.Logging, builder.Configuration);
        builder.Services.TryAddSingleton(TimeProvider.System);
        StartupReport.Add(builder.Services, builder.Configuration);
        StoreSetup.Add(builder.Services, builder.Configuration);
        builder.Services.AddIngestion(builder.Configuration, role);
        Telemetry.Add(
            builder.Services,
            builder.Configuration,
            role == IngestionRole.Follower ? "depgraph-follower" : "depgraph-worker"
        );
        configure?.Invoke(builder.Services);
        return builder.Build();
    }

    /// <summary>Runs until the process is told to stop. What had started is stopped again when something after it fails.</summary>
    public static async Task RunAsync(IHost host, CancellationToken cancellationToken)
    {
        await HostStart.RunAsync(host, cancellationToken);
        host.Services.GetRequiredService<ILogger<IngestionRole>>()
            .LogInformation(
                "{Role} {Worker} takes its work from {Store}",
                host.Services.GetRequiredService<IngestionRole>(),
                host.Services.GetRequiredService<WorkerIdentity>().Name,
                host.Services.GetRequiredService<IGraphStore>().Description
            );
        await host.WaitForShutdownAsync(cancellationToken);
    }
}

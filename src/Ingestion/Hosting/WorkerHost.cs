using DepGraph.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace DepGraph.Ingestion.Hosting;

/// <summary>The worker as a program: the same settings, logs and telemetry as the API's, and no web server.</summary>
internal static class WorkerHost
{
    /// <summary>Builds the host; nothing is opened before it starts.</summary>
    public static IHost Build(string[] arguments)
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
        builder.Services.AddIngestionWorker(builder.Configuration);
        Telemetry.Add(builder.Services, builder.Configuration, "depgraph-worker");
        return builder.Build();
    }

    /// <summary>Runs until the process is told to stop. What had started is stopped again when something after it fails.</summary>
    public static async Task RunAsync(IHost host, CancellationToken cancellationToken)
    {
        try
        {
            await host.StartAsync(cancellationToken);
        }
        catch
        {
            await host.StopAsync(CancellationToken.None);
            throw;
        }

        host.Services.GetRequiredService<ILogger<IngestionRole>>()
            .LogInformation(
                "Worker {Worker} takes its work from {Store}",
                host.Services.GetRequiredService<WorkerIdentity>().Name,
                host.Services.GetRequiredService<IGraphStore>().Description
            );
        await host.WaitForShutdownAsync(cancellationToken);
    }
}

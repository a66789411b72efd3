using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace DepGraph.Ingestion.Hosting;

/// <summary>How every program starts its host.</summary>
public static class HostStart
{
    /// <summary>Starts it; what had started is stopped again when something after it fails.</summary>
    public static async Task RunAsync(IHost host, CancellationToken cancellationToken = default)
    {
        // Before the services are made: some read their settings then, and a host without services cannot be stopped.
        host.Services.GetService<IStartupValidator>()?.Validate();
        try
        {
            await host.StartAsync(cancellationToken);
        }
        catch
        {
            await host.StopAsync(CancellationToken.None);
            throw;
        }
    }
}

using DepGraph.Ingestion.Npmrc;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace DepGraph.Ingestion.Registry;

/// <summary>
/// Stops a service that has no registry to ask: at once where settings and files tell, and as soon as npm has answered
/// where only npm can know.
/// </summary>
internal sealed class RegistryStartup(
    RegistryClient client,
    IHostApplicationLifetime lifetime,
    ILogger<RegistryStartup> logger
) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        var found = client.PrepareAsync();
        if (found.IsCompleted)
        {
            return found;
        }

        _ = StopUnlessFoundAsync(found);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task StopUnlessFoundAsync(Task found)
    {
        try
        {
            await found;
        }
        catch (RegistryConfigurationException e)
        {
            logger.LogCritical("{Reason}", e.Message);
            Environment.ExitCode = 1;
            lifetime.StopApplication();
        }
    }
}

using DepGraph.Ingestion.Graph;
using Microsoft.Extensions.Options;

namespace DepGraph.GraphApi.Hosting;

/// <summary>
/// Shares out the time that a stop has: running requests get half of it; those that then still wait for the registry are answered
/// without it, rather than cut off, and the rest is for writing what was fetched.
/// </summary>
internal sealed class DrainLimit(
    PackageGraph graph,
    IHostApplicationLifetime lifetime,
    IOptions<ApiOptions> options,
    TimeProvider time
) : IHostedService, IDisposable
{
    private CancellationTokenRegistration registration;
    private ITimer? timer;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        registration = lifetime.ApplicationStopping.Register(() =>
            timer = time.CreateTimer(
                static graph => _ = ((PackageGraph)graph!).StopFetchingAsync(),
                graph,
                TimeSpan.FromSeconds(options.Value.ShutdownSeconds) / 2,
                Timeout.InfiniteTimeSpan
            )
        );
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose()
    {
        registration.Dispose();
        timer?.Dispose();
    }
}

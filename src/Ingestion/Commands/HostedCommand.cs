using DepGraph.Ingestion.Hosting;
using Microsoft.Extensions.Hosting;

namespace DepGraph.Ingestion.Commands;

/// <summary>A command that runs until it is stopped. Exit codes: 0 after a clean stop, 1 when the start failed.</summary>
internal static class HostedCommand
{
    private const int Failed = 1;

    /// <param name="who">What cannot start, in a message.</param>
    /// <param name="build">Makes it; may refuse the settings.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public static async Task<int> RunAsync(string who, Func<IHost> build, CancellationToken cancellationToken)
    {
        try
        {
            using var host = build();
            await WorkerHost.RunAsync(host, cancellationToken);
            return Environment.ExitCode;
        }
        catch (Exception failure) when (StartFailure.Describe(failure) is { } lines)
        {
            foreach (var line in lines.Distinct())
            {
                await Console.Error.WriteLineAsync($"{who} cannot start: {line}");
            }

            return Failed;
        }
    }
}

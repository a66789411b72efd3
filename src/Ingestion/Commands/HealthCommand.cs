using System.CommandLine;
using DepGraph.Ingestion.Hosting;

namespace DepGraph.Ingestion.Commands;

/// <summary>
/// <c>health</c>: whether the worker of this machine, or container, that writes the same <c>Ingestion:HealthFile</c> gets its jobs.
/// Exit codes: 0 it does, 1 it does not.
/// </summary>
internal static class HealthCommand
{
    private const int Unhealthy = 1;

    public static Command Create()
    {
        var command = new Command(
            "health",
            "Tells whether the worker that writes Ingestion__HealthFile is well: for the health check of a container."
        )
        {
            TreatUnmatchedTokensAsErrors = false,
        };
        command.SetAction((parsed, _) => RunAsync([.. parsed.UnmatchedTokens]));
        return command;
    }

    private static async Task<int> RunAsync(string[] arguments)
    {
        try
        {
            ProgramSettings.Check(arguments);
            var problem = WorkerHealth.Check(new ProgramSettings(arguments).HealthFile, TimeProvider.System);
            await Console.Out.WriteLineAsync(problem ?? "The worker is well.");
            return problem is null ? 0 : Unhealthy;
        }
        catch (Exception failure) when (StartFailure.Describe(failure) is { } lines)
        {
            await Console.Error.WriteLineAsync(string.Join(Environment.NewLine, lines));
            return Unhealthy;
        }
    }
}

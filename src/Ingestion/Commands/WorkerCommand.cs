using System.CommandLine;
using DepGraph.Ingestion.Hosting;

namespace DepGraph.Ingestion.Commands;

/// <summary>
/// <c>worker</c>, which is also what the program does without a command. Exit codes: 0 after a clean stop, 1 when the start failed.
/// </summary>
internal static class WorkerCommand
{
    private const int Failed = 1;

    public static Command Create()
    {
        var command = new Command(
            "worker",
            "Fetches what the replicas of the API ask for, until it is stopped (the default). Settings are the API's: "
                + "Store__Uri=…, or --Store:Uri=… here."
        );
        Run(command);
        return command;
    }

    /// <summary>Makes a command run the worker.</summary>
    public static void Run(Command command)
    {
        command.TreatUnmatchedTokensAsErrors = false;
        command.SetAction((parsed, cancellationToken) => RunAsync([.. parsed.UnmatchedTokens], cancellationToken));
    }

    private static async Task<int> RunAsync(string[] arguments, CancellationToken cancellationToken)
    {
        try
        {
            ProgramSettings.Check(arguments);
            using var host = WorkerHost.Build(arguments);
            await WorkerHost.RunAsync(host, cancellationToken);
            return Environment.ExitCode;
        }
        catch (Exception failure) when (StartFailure.Describe(failure) is { } lines)
        {
            foreach (var line in lines)
            {
                await Console.Error.WriteLineAsync($"The DepGraph worker cannot start: {line}");
            }

            return Failed;
        }
    }
}

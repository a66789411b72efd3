using System.CommandLine;
using DepGraph.Ingestion.Hosting;

namespace DepGraph.Ingestion.Commands;

/// <summary><c>worker</c>, which is also what the program does without a command; see <see cref="HostedCommand"/>.</summary>
internal static class WorkerCommand
{
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
        command.SetAction(
            (parsed, cancellationToken) =>
                HostedCommand.RunAsync(
                    "The DepGraph worker",
                    () =>
                    {
                        ProgramSettings.Check(parsed.UnmatchedTokens);
                        return WorkerHost.Build([.. parsed.UnmatchedTokens]);
                    },
                    cancellationToken
                )
        );
    }
}

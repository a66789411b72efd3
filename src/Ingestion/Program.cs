using System.CommandLine;
using DepGraph.Ingestion.Commands;

namespace DepGraph.Ingestion;

/// <summary>Ingestion without the API: a worker, unless another command is named.</summary>
internal static class Program
{
    /// <summary>Longer than any stop takes: nothing ends a command but itself.</summary>
    private static readonly TimeSpan StopLimit = TimeSpan.FromMinutes(10);

    private static Task<int> Main(string[] arguments)
    {
        var root = new RootCommand(
            "Fills a DepGraph store, for replicas of the API that ask or from a file, and takes its graph out into files."
        )
        {
            WorkerCommand.Create(),
            ImportCommand.Create(),
            ExportCommand.Create(),
            HealthCommand.Create(),
        };
        WorkerCommand.Run(root);
        return root.Parse(arguments).InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = StopLimit });
    }
}

using System.CommandLine;
using System.CommandLine.Help;
using DepGraph.Ingestion.Commands;

namespace DepGraph.Ingestion;

/// <summary>Ingestion without the API: a worker, unless another command is named.</summary>
internal static class Program
{
    /// <summary>Longer than any stop takes: nothing ends a command but itself.</summary>
    private static readonly TimeSpan StopLimit = TimeSpan.FromMinutes(10);

    private static Task<int> Main(string[] arguments)
    {
        // A RootCommand would be called as the assembly is.
        var root = new Command(
            "depgraph",
            "Fills a DepGraph store: for replicas of the API that ask, from a file, or as a registry changes. Takes its graph out into files."
        )
        {
            new HelpOption(),
            new VersionOption(),
            WorkerCommand.Create(),
            ImportCommand.Create(),
            ExportCommand.Create(),
            FollowCommand.Create(),
            HealthCommand.Create(),
        };
        WorkerCommand.Run(root);
        return root.Parse(arguments).InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = StopLimit });
    }
}

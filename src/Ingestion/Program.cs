using System.CommandLine;

namespace DepGraph.Ingestion;

/// <summary>What can be done to a graph without the API: <c>depgraph import</c>.</summary>
internal static class Program
{
    private static Task<int> Main(string[] arguments) =>
        new RootCommand("Fills a DepGraph store.") { Commands.ImportCommand.Create() }
            .Parse(arguments)
            .InvokeAsync();
}

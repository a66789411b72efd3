namespace DepGraph.Testing;

/// <summary>The real ingestion program, as built, in a process of its own: <c>import</c> and its like.</summary>
public static class IngestionProgram
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(10);

    /// <summary>Runs a command to its end; gives the exit code and all that it wrote.</summary>
    public static Task<(int ExitCode, string Log)> RunAsync(
        IReadOnlyDictionary<string, string?> settings,
        params string[] arguments
    ) => RunningProgram.RunAsync("Ingestion", settings, arguments, Limit);
}

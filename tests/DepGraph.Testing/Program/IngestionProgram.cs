namespace DepGraph.Testing;

/// <summary>The real ingestion program, as built, in a process of its own: <c>import</c> and its like.</summary>
public static class IngestionProgram
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(10);

    /// <summary>Runs a command to its end; gives the exit code and all that it wrote.</summary>
    public static async Task<(int ExitCode, string Log)> RunAsync(
        IReadOnlyDictionary<string, string?> settings,
        params string[] arguments
    )
    {
        var (process, log) = DepGraphProgram.Launch("Ingestion", settings, arguments);
        using var owned = process;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        using var limit = new CancellationTokenSource(Limit);
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill();
            throw new TimeoutException($"The program went on running:\n{log}");
        }

        return (process.ExitCode, log.ToString());
    }
}

using System.Diagnostics;

namespace DepGraph.Ingestion.Npmrc;

/// <summary>Asks the installed npm for the registry that it would use when no setting names one. Needs no network.</summary>
internal static class NpmCommand
{
    public const string CommandLine = "npm config get registry";

    /// <returns>npm's answer; null when npm is not installed, names none or does not answer in time.</returns>
    public static async Task<string?> GetRegistryAsync(
        NpmHost host,
        TimeSpan timeout,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        if (host.FindProgram("npm") is not { } npm)
        {
            return null;
        }

        var start = new ProcessStartInfo(npm, ["config", "get", "registry"])
        {
            WorkingDirectory = host.WorkingDirectory,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            CreateNoWindow = true,
        };
        start.Environment.Clear();
        foreach (var (name, value) in host.Environment)
        {
            start.Environment[name] = value;
        }

        start.Environment["npm_config_update_notifier"] = "false";
        using var deadline = new CancellationTokenSource(timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        try
        {
            return await RunAsync(start, either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return null;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }

    private static async Task<string?> RunAsync(ProcessStartInfo start, CancellationToken cancellationToken)
    {
        using var process = Process.Start(start);
        if (process is null)
        {
            return null;
        }

        try
        {
            process.StandardInput.Close();
            // npm's warnings go to standard error, which must be drained or npm may wait for room in it.
            var errors = process.StandardError.ReadToEndAsync(cancellationToken);
            var output = await process.StandardOutput.ReadToEndAsync(cancellationToken);
            await process.WaitForExitAsync(cancellationToken);
            await errors;
            var lines = output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
            return process.ExitCode == 0 && lines is [.., var answer] && answer is not ("undefined" or "null")
                ? answer
                : null;
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }
}

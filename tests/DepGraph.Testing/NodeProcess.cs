using System.Diagnostics;

namespace DepGraph.Testing;

/// <summary>Runs scripts with the machine's Node.js.</summary>
public static class NodeProcess
{
    private const int InstallTries = 3;

    public static Process Start(string script, params IEnumerable<string> arguments) =>
        Start(script, isFed: false, arguments);

    /// <summary>Starts a script that reads its standard input.</summary>
    public static Process StartFed(string script, params IEnumerable<string> arguments) =>
        Start(script, isFed: true, arguments);

    private static Process Start(string script, bool isFed, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo("node")
        {
            RedirectStandardInput = isFed,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        start.ArgumentList.Add(script);
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        return Process.Start(start) ?? throw new InvalidOperationException("node did not start.");
    }

    /// <summary>Runs the machine's npm in a folder to its end; the report is all that it said.</summary>
    public static async Task<(int ExitCode, string Report)> RunNpmAsync(
        string folder,
        params IEnumerable<string> arguments
    )
    {
        var start = new ProcessStartInfo("npm", arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var npm = Process.Start(start) ?? throw new InvalidOperationException("npm did not start.");
        var output = npm.StandardOutput.ReadToEndAsync();
        var error = npm.StandardError.ReadToEndAsync();
        await npm.WaitForExitAsync();
        return (npm.ExitCode, await output + await error);
    }

    /// <summary>Installs what the lock file of a folder names.</summary>
    /// <exception cref="InvalidOperationException">npm failed; the message is what it said.</exception>
    public static async Task InstallPackagesAsync(string folder)
    {
        for (var tries = 1; ; tries++)
        {
            var (exitCode, report) = await RunNpmAsync(folder, "ci", "--no-audit", "--no-fund");
            if (exitCode == 0)
            {
                return;
            }

            // Packages come over a network, which has its moments.
            if (tries == InstallTries)
            {
                throw new InvalidOperationException($"npm ci ended with {exitCode}:\n{report}");
            }
        }
    }

    /// <summary>Runs a script to its end; output is what it wrote to standard output, then to standard error.</summary>
    public static async Task<(int ExitCode, string Output, string Error)> RunAsync(
        string script,
        IEnumerable<string> arguments,
        CancellationToken cancellationToken = default
    )
    {
        using var process = Start(script, arguments);
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
            var error = process.StandardError.ReadToEndAsync(cancellationToken);
            await process.WaitForExitAsync(cancellationToken);
            return (process.ExitCode, await output, await error);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill();
            }
        }
    }
}

using System.Diagnostics;

namespace DepGraph.Npm.Tests.Placement;

/// <summary>Runs the machine's npm.</summary>
internal static class NpmProcess
{
    /// <summary>Runs it in a folder to its end; the report is all that it said.</summary>
    public static async Task<(int ExitCode, string Report)> RunAsync(string folder, IEnumerable<string> arguments)
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
}

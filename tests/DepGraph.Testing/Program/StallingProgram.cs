using System.Diagnostics;
using System.Globalization;

namespace DepGraph.Testing;

/// <summary>
/// The real ingestion program, whose messages are read only as far as a test wants. It stands still as soon as it has written more than a pipe
/// holds: in the middle of its work, on every machine. Disposal kills it.
/// </summary>
public sealed class StallingProgram : IAsyncDisposable
{
    private readonly Process process;

    private StallingProgram(Process process) => this.process = process;

    public static StallingProgram Start(IReadOnlyDictionary<string, string?> settings, params string[] arguments)
    {
        var command = RunningProgram.Command("Ingestion", settings, arguments, workingDirectory: null);
        command.RedirectStandardError = true;
        command.UseShellExecute = false;
        return new StallingProgram(Process.Start(command)!);
    }

    /// <summary>Reads its messages up to one that begins so, and gives all of them.</summary>
    public async Task<IReadOnlyList<string>> ReadUpToAsync(string begin)
    {
        var lines = new List<string>();
        while (await process.StandardError.ReadLineAsync() is { } line)
        {
            lines.Add(line);
            if (line.StartsWith(begin, StringComparison.Ordinal))
            {
                return lines;
            }
        }

        var end = string.Join('\n', lines.TakeLast(10));
        throw new InvalidOperationException(
            string.Create(CultureInfo.InvariantCulture, $"It ended without a message {begin}:\n{end}")
        );
    }

    /// <summary>Ends it at once, with SIGKILL.</summary>
    public async Task KillAsync()
    {
        if (!process.HasExited)
        {
            process.Kill();
        }

        await process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        process.Dispose();
    }
}

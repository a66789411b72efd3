using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace DepGraph.Testing;

/// <summary>A program of <c>src</c>, as built, in a process of its own. Disposal kills it.</summary>
public abstract class RunningProgram : IAsyncDisposable
{
    /// <summary>How long a start, a stop or an answer may take before the test is given up: far above what a busy machine needs.</summary>
    protected static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    private readonly Process process;
    private readonly StringBuilder log;

    private protected RunningProgram(Process process, StringBuilder log) => (this.process, this.log) = (process, log);

    public int ProcessId => process.Id;

    /// <summary>Everything it has written so far.</summary>
    public string Log
    {
        get
        {
            lock (log)
            {
                return log.ToString();
            }
        }
    }

    /// <summary>Ends it as an orchestrator does, with SIGTERM, and gives its exit code.</summary>
    public async Task<int> StopAsync()
    {
        if (!process.HasExited)
        {
            using var kill = Process.Start("kill", ["-TERM", process.Id.ToString(CultureInfo.InvariantCulture)]);
            await kill.WaitForExitAsync();
            using var limit = new CancellationTokenSource(Limit);
            await process.WaitForExitAsync(limit.Token);
        }

        return process.ExitCode;
    }

    /// <summary>Ends it at once, with SIGKILL, as a crash or an out-of-memory killer does.</summary>
    public async Task KillAsync()
    {
        if (!process.HasExited)
        {
            process.Kill();
        }

        await process.WaitForExitAsync();
    }

    public virtual async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await KillAsync();
        process.Dispose();
    }

    /// <summary>Starts a program of <c>src</c> and waits for a line by which it says that it has started.</summary>
    private protected static Task<(Process Process, StringBuilder Log, Match Line)> StartAsync(
        string project,
        IReadOnlyDictionary<string, string?> settings,
        string[] arguments,
        Regex started,
        string? workingDirectory = null
    ) => StartAsync(Command(project, settings, arguments, workingDirectory), started);

    /// <summary>Starts a program and waits for a line by which it says that it has started.</summary>
    private protected static async Task<(Process Process, StringBuilder Log, Match Line)> StartAsync(
        ProcessStartInfo command,
        Regex started
    )
    {
        var (process, log) = Launch(command);
        var line = new TaskCompletionSource<Match>(TaskCreationOptions.RunContinuationsAsynchronously);
        process.OutputDataReceived += (_, written) =>
        {
            if (written.Data is not null && started.Match(written.Data) is { Success: true } match)
            {
                line.TrySetResult(match);
            }
        };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        using var limit = new CancellationTokenSource(Limit);
        var ended = process.WaitForExitAsync(limit.Token);
        if (await Task.WhenAny(line.Task, ended) == line.Task)
        {
            return (process, log, await line.Task);
        }

        if (!process.HasExited)
        {
            process.Kill();
        }

        throw new InvalidOperationException($"The program did not start:\n{log}");
    }

    /// <summary>Runs a program of <c>src</c> to its end; gives the exit code and all that it wrote.</summary>
    internal static Task<(int ExitCode, string Log)> RunAsync(
        string project,
        IReadOnlyDictionary<string, string?> settings,
        string[] arguments,
        TimeSpan patience
    ) => RunAsync(Command(project, settings, arguments, workingDirectory: null), patience);

    /// <summary>Runs a program to its end; gives the exit code and all that it wrote.</summary>
    private protected static async Task<(int ExitCode, string Log)> RunAsync(
        ProcessStartInfo command,
        TimeSpan patience
    )
    {
        var (process, log) = Launch(command);
        using var owned = process;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        using var limit = new CancellationTokenSource(patience);
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

    /// <summary>A program of <c>src</c>, as built.</summary>
    internal static ProcessStartInfo Command(
        string project,
        IReadOnlyDictionary<string, string?> settings,
        string[] arguments,
        string? workingDirectory
    )
    {
        var start = new ProcessStartInfo("dotnet") { WorkingDirectory = workingDirectory };
        start.ArgumentList.Add(Assembly(project));
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        foreach (var (name, value) in settings)
        {
            start.Environment[name] = value;
        }

        return start;
    }

    /// <summary>Starts a program; what it writes is kept once the caller begins to read it.</summary>
    private static (Process Process, StringBuilder Log) Launch(ProcessStartInfo command)
    {
        command.RedirectStandardOutput = command.RedirectStandardError = true;
        command.UseShellExecute = false;
        var log = new StringBuilder();
        var process = new Process { StartInfo = command };
        process.OutputDataReceived += Keep;
        process.ErrorDataReceived += Keep;
        process.Start();
        return (process, log);

        void Keep(object sender, DataReceivedEventArgs line)
        {
            lock (log)
            {
                log.AppendLine(line.Data);
            }
        }
    }

    /// <summary>A program as built in the configuration of the running assembly.</summary>
    private static string Assembly(string project)
    {
        var output = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd('/', '\\'));
        var configuration = output.Parent!.Name;
        return Repository.File(
            Path.Combine("src", project, "bin", configuration, output.Name, $"DepGraph.{project}.dll")
        );
    }
}

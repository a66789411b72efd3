using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace DepGraph.Testing;

/// <summary>The real program, as built, in a process of its own on a free loopback port.</summary>
public sealed partial class DepGraphProgram : IAsyncDisposable
{
    /// <summary>How long a start, a stop or an answer may take before the test is given up: far above what a busy machine needs.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    private readonly Process process;
    private readonly StringBuilder log;

    private DepGraphProgram(Process process, StringBuilder log, Uri address)
    {
        this.process = process;
        this.log = log;
        Address = address;
        Http = new HttpClient { BaseAddress = address, Timeout = Limit };
    }

    public Uri Address { get; }

    /// <summary>A client whose base address is the program's.</summary>
    public HttpClient Http { get; }

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

    /// <summary>Starts the program with these settings (environment variables) and waits until it listens.</summary>
    /// <param name="settings">Environment variables; null takes one away.</param>
    /// <param name="workingDirectory">Where it is started; null: where this process is.</param>
    public static async Task<DepGraphProgram> StartAsync(
        IReadOnlyDictionary<string, string?> settings,
        string? workingDirectory = null
    )
    {
        var (process, log) = Launch("GraphApi", settings, ["--urls", "http://127.0.0.1:0"], workingDirectory);
        var listening = new TaskCompletionSource<Uri>(TaskCreationOptions.RunContinuationsAsynchronously);
        process.OutputDataReceived += (_, line) =>
        {
            if (line.Data is not null && ListeningOn().Match(line.Data) is { Success: true } match)
            {
                listening.TrySetResult(new Uri(match.Groups[1].Value));
            }
        };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        using var limit = new CancellationTokenSource(Limit);
        var ended = process.WaitForExitAsync(limit.Token);
        if (await Task.WhenAny(listening.Task, ended) == listening.Task)
        {
            return new DepGraphProgram(process, log, await listening.Task);
        }

        if (!process.HasExited)
        {
            process.Kill();
        }

        throw new InvalidOperationException($"The program did not start listening:\n{log}");
    }

    /// <summary>Runs the program with settings that should stop its start; gives the exit code and all that it wrote.</summary>
    public static Task<(int ExitCode, string Log)> RunToEndAsync(
        IReadOnlyDictionary<string, string?> settings,
        params string[] arguments
    ) => RunAsync("GraphApi", settings, arguments, Limit);

    /// <summary>Runs a program of <c>src</c> to its end; gives the exit code and all that it wrote.</summary>
    internal static async Task<(int ExitCode, string Log)> RunAsync(
        string project,
        IReadOnlyDictionary<string, string?> settings,
        string[] arguments,
        TimeSpan patience
    )
    {
        var (process, log) = Launch(project, settings, arguments);
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

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await KillAsync();
        process.Dispose();
    }

    /// <summary>Starts a program of <c>src</c>; what it writes is kept once the caller begins to read it.</summary>
    internal static (Process Process, StringBuilder Log) Launch(
        string project,
        IReadOnlyDictionary<string, string?> settings,
        string[] arguments,
        string? workingDirectory = null
    )
    {
        var start = new ProcessStartInfo("dotnet")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            WorkingDirectory = workingDirectory,
        };
        start.ArgumentList.Add(Assembly(project));
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        foreach (var (name, value) in settings)
        {
            start.Environment[name] = value;
        }

        var log = new StringBuilder();
        var process = new Process { StartInfo = start };
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

    [GeneratedRegex(@"listening on:?\s+""?(http://127\.0\.0\.1:\d+)", RegexOptions.IgnoreCase)]
    private static partial Regex ListeningOn();
}

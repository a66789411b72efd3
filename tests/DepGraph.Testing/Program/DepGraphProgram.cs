using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;

namespace DepGraph.Testing;

/// <summary>The real API, on a free loopback port.</summary>
public sealed partial class DepGraphProgram : RunningProgram
{
    private DepGraphProgram(Process process, StringBuilder log, Uri address)
        : base(process, log)
    {
        Address = address;
        Http = new HttpClient { BaseAddress = address, Timeout = Limit };
    }

    public Uri Address { get; }

    /// <summary>A client whose base address is the program's.</summary>
    public HttpClient Http { get; }

    /// <summary>Starts the program with these settings (environment variables) and waits until it listens.</summary>
    /// <param name="settings">Environment variables; null takes one away.</param>
    /// <param name="workingDirectory">Where it is started; null: where this process is.</param>
    public static async Task<DepGraphProgram> StartAsync(
        IReadOnlyDictionary<string, string?> settings,
        string? workingDirectory = null
    )
    {
        var (process, log, line) = await StartAsync(
            "GraphApi",
            settings,
            ["--urls", "http://127.0.0.1:0"],
            ListeningOn(),
            workingDirectory
        );
        return new DepGraphProgram(process, log, new Uri(line.Groups[1].Value));
    }

    /// <summary>Runs the program with settings that should stop its start; gives the exit code and all that it wrote.</summary>
    public static Task<(int ExitCode, string Log)> RunToEndAsync(
        IReadOnlyDictionary<string, string?> settings,
        params string[] arguments
    ) => RunAsync("GraphApi", settings, arguments, Limit);

    public override ValueTask DisposeAsync()
    {
        Http.Dispose();
        return base.DisposeAsync();
    }

    [GeneratedRegex(@"listening on:?\s+""?(http://127\.0\.0\.1:\d+)", RegexOptions.IgnoreCase)]
    private static partial Regex ListeningOn();
}

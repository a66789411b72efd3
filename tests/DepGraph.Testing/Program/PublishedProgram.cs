using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;

namespace DepGraph.Testing;

/// <summary>A published program as a container would run it: in the folder it was published to, and with an environment of its own.</summary>
public sealed class PublishedProgram : RunningProgram
{
    /// <summary>What of this process's environment the program gets too: where programs and .NET are.</summary>
    private static readonly string[] Inherited = ["PATH", "DOTNET_ROOT", "TMPDIR"];

    private readonly string folder;
    private readonly IReadOnlyDictionary<string, string?> environment;

    private PublishedProgram(
        Process process,
        StringBuilder log,
        string announcement,
        string folder,
        IReadOnlyDictionary<string, string?> environment
    )
        : base(process, log) => (Announcement, this.folder, this.environment) = (announcement, folder, environment);

    /// <summary>What its line at the start said, as far as it was asked for.</summary>
    public string Announcement { get; }

    /// <summary>Starts one and waits for the line by which it says that it has started.</summary>
    /// <param name="folder">Where it was published to.</param>
    /// <param name="command">The program and its arguments.</param>
    /// <param name="environment">All of its environment.</param>
    /// <param name="started">A regular expression of that line; its first group is the <see cref="Announcement"/>.</param>
    public static async Task<PublishedProgram> StartAsync(
        string folder,
        IReadOnlyList<string> command,
        IReadOnlyDictionary<string, string?> environment,
        string started
    )
    {
        var (process, log, line) = await StartAsync(Command(folder, command, environment), new Regex(started));
        return new PublishedProgram(process, log, line.Groups[1].Value, folder, environment);
    }

    /// <summary>Runs a command beside it, in its folder and environment, to the end; gives the exit code and all that it wrote.</summary>
    public Task<(int ExitCode, string Log)> ExecuteAsync(IReadOnlyList<string> command) =>
        RunAsync(Command(folder, command, environment), Limit);

    private static ProcessStartInfo Command(
        string folder,
        IReadOnlyList<string> command,
        IReadOnlyDictionary<string, string?> environment
    )
    {
        var start = new ProcessStartInfo(command[0], command.Skip(1)) { WorkingDirectory = folder };
        var inherited = Inherited.Select(name => (name, value: Environment.GetEnvironmentVariable(name))).ToList();
        start.Environment.Clear();
        foreach (var (name, value) in inherited.Where(variable => variable.value is not null))
        {
            start.Environment[name] = value;
        }

        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        return start;
    }
}

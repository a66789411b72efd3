using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;

namespace DepGraph.Testing;

/// <summary>The real ingestion program as a worker.</summary>
public sealed partial class WorkerProgram : RunningProgram
{
    private WorkerProgram(Process process, StringBuilder log, string name)
        : base(process, log) => Name = name;

    /// <summary>What its jobs call it.</summary>
    public string Name { get; }

    /// <summary>Starts a worker with these settings (environment variables) and waits until it takes work.</summary>
    public static async Task<WorkerProgram> StartAsync(IReadOnlyDictionary<string, string?> settings)
    {
        var (process, log, line) = await StartAsync("Ingestion", settings, [], Started());
        return new WorkerProgram(process, log, line.Groups[1].Value);
    }

    [GeneratedRegex(@"Worker ""?(\S+?)""? takes its work from")]
    private static partial Regex Started();
}

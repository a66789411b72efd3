using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;

namespace DepGraph.Testing;

/// <summary>The real ingestion program as the follower of a feed.</summary>
public sealed partial class FollowerProgram : RunningProgram
{
    private FollowerProgram(Process process, StringBuilder log)
        : base(process, log) { }

    /// <summary>Starts <c>follow</c> with these settings (environment variables) and waits until it has begun.</summary>
    public static async Task<FollowerProgram> StartAsync(
        IReadOnlyDictionary<string, string?> settings,
        params string[] arguments
    )
    {
        var (process, log, _) = await StartAsync("Ingestion", settings, ["follow", .. arguments], Started());
        return new FollowerProgram(process, log);
    }

    [GeneratedRegex("Follower .* takes its work from")]
    private static partial Regex Started();
}

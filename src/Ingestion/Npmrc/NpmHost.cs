using System.Collections;

namespace DepGraph.Ingestion.Npmrc;

/// <summary>What npm's configuration depends on beside its files: given, so that tests can give another.</summary>
/// <param name="Environment">All environment variables.</param>
/// <param name="WorkingDirectory">Where the search for a project's .npmrc begins.</param>
/// <param name="HomeDirectory">The user's home, where their .npmrc lies; null when there is none.</param>
/// <param name="IsWindows">Whether programs have Windows' names and places.</param>
public sealed record NpmHost(
    IReadOnlyDictionary<string, string> Environment,
    string WorkingDirectory,
    string? HomeDirectory,
    bool IsWindows
)
{
    /// <summary>This process's own surroundings.</summary>
    public static NpmHost Current()
    {
        var environment = new Dictionary<string, string>(
            OperatingSystem.IsWindows() ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal
        );
        foreach (DictionaryEntry variable in System.Environment.GetEnvironmentVariables())
        {
            environment[(string)variable.Key] = (string?)variable.Value ?? string.Empty;
        }

        var home = System.Environment.GetFolderPath(System.Environment.SpecialFolder.UserProfile);
        return new NpmHost(
            environment,
            System.Environment.CurrentDirectory,
            home.Length > 0 ? home : null,
            OperatingSystem.IsWindows()
        );
    }

    /// <summary>Full path of a program on the search path, links followed; null when it is not there.</summary>
    public string? FindProgram(string name)
    {
        if (!Environment.TryGetValue("PATH", out var searchPath))
        {
            return null;
        }

        string[] fileNames = IsWindows ? [name + ".exe", name + ".cmd"] : [name];
        foreach (var folder in searchPath.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries))
        {
            foreach (var fileName in fileNames)
            {
                var candidate = Path.Combine(folder, fileName);
                if (File.Exists(candidate))
                {
                    return new FileInfo(candidate).ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? candidate;
                }
            }
        }

        return null;
    }
}

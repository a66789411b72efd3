using System.Diagnostics;
using Xunit;

namespace DepGraph.Testing;

/// <summary>A copy of the GraphQL conformance scripts with their packages installed, made once per state of their lock file.</summary>
public static class ConformanceScripts
{
    private static readonly Lazy<Task<string>> Prepared = new(PrepareAsync);

    /// <summary>Runs one script against an endpoint; gives its exit code and all that it printed.</summary>
    public static async Task<(int ExitCode, string Output)> RunAsync(
        string script,
        Uri graphql,
        params string[] arguments
    )
    {
        var folder = await Prepared.Value;
        var (exitCode, output, error) = await NodeProcess.RunAsync(
            Path.Combine(folder, script),
            ["--url", graphql.ToString(), .. arguments]
        );
        return (exitCode, output + error);
    }

    private static async Task<string> PrepareAsync()
    {
        var source = Equipment.Require("graphql");
        var folder = Path.Combine(AppContext.BaseDirectory, "conformance");
        var mark = Path.Combine(folder, ".prepared");
        var wanted = StateOf(source);
        if (File.Exists(mark) && await File.ReadAllTextAsync(mark) == wanted)
        {
            return folder;
        }

        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }

        Copy(source, folder);
        await NodeProcess.InstallPackagesAsync(folder);
        await File.WriteAllTextAsync(mark, wanted);
        return folder;
    }

    private static string StateOf(string folder) =>
        string.Join(
            '\n',
            Directory
                .EnumerateFiles(folder, "*", SearchOption.AllDirectories)
                .Where(file => !file.Contains("node_modules", StringComparison.Ordinal))
                .Order(StringComparer.Ordinal)
                .Select(file =>
                    $"{Path.GetRelativePath(folder, file)} {new FileInfo(file).Length} {File.GetLastWriteTimeUtc(file):O}"
                )
        );

    private static void Copy(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var file in Directory.EnumerateFiles(from))
        {
            var copy = Path.Combine(to, Path.GetFileName(file));
            File.Copy(file, copy);
            File.SetAttributes(copy, FileAttributes.Normal);
        }

        foreach (var folder in Directory.EnumerateDirectories(from).Where(f => Path.GetFileName(f) != "node_modules"))
        {
            Copy(folder, Path.Combine(to, Path.GetFileName(folder)));
        }
    }
}

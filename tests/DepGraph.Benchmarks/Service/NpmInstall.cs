using System.Diagnostics;
using DepGraph.Testing;

namespace DepGraph.Benchmarks.Service;

/// <summary>The real npm, resolving a project into a lock file.</summary>
public static class NpmInstall
{
    /// <summary>Runs <c>npm install --package-lock-only</c>.</summary>
    /// <param name="packageJson">The project's manifest.</param>
    /// <param name="registry">Where it asks.</param>
    /// <param name="cache">Its cache folder, empty or filled by an earlier run against the same registry.</param>
    /// <param name="specs">What is installed besides.</param>
    /// <returns>Wall milliseconds.</returns>
    /// <exception cref="InvalidOperationException">npm failed.</exception>
    public static async Task<double> RunAsync(string packageJson, Uri registry, string cache, params string[] specs)
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder.File("package.json"), packageJson);
        string[] arguments =
        [
            "install",
            "--package-lock-only",
            "--ignore-scripts",
            "--no-audit",
            "--no-fund",
            $"--registry={registry}",
            $"--cache={cache}",
            .. specs,
        ];
        var watch = Stopwatch.StartNew();
        var (exitCode, report) = await NodeProcess.RunNpmAsync(folder.Path, arguments);
        return exitCode == 0
            ? watch.Elapsed.TotalMilliseconds
            : throw new InvalidOperationException($"npm failed:\n{report}");
    }
}

using System.Diagnostics;
using System.Globalization;
using System.Text;
using DepGraph.Npm.Placement;
using DepGraph.Npm.Tests.Placement.Oracle;
using DepGraph.Testing;

namespace DepGraph.Benchmarks.Placement;

/// <summary>
/// How many round trips deep placing is when nothing is at hand: documents in memory, each answer after a latency. Neither fetching nor
/// parsing counts.
/// </summary>
public static class LookAheadRun
{
    private static readonly string[] Roots = ["jest", "webpack", "vue-cli"];

    public static async Task RunAsync(int latency)
    {
        var corpus = new CorpusSource();
        foreach (var root in Roots)
        {
            var json = await File.ReadAllTextAsync(Equipment.Require($"npm/roots/{root}/package.json"));
            if (!ProjectManifest.TryParse(Encoding.UTF8.GetBytes(json), out var project, out var error))
                throw new InvalidDataException(error);
            var options = new InstallOptions { NodeVersion = "20.20.2", NpmVersion = "11.19.1" };
            await Installation.BuildAsync(project, options, corpus);
            var source = new DelayedSource(corpus, TimeSpan.FromMilliseconds(latency));
            var watch = Stopwatch.StartNew();
            var installation = await Installation.BuildAsync(project, options, source);
            var elapsed = watch.Elapsed.TotalMilliseconds;
            Console.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{root}: {installation.Packages.Count} packages, {source.Asked} asked for in {source.Batches} batches, {elapsed:F0} ms, {elapsed / latency:F1} round trips"
                )
            );
        }
    }
}

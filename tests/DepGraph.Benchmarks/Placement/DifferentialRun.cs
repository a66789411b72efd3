using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using DepGraph.Npm.Placement;
using DepGraph.Npm.Tests.Placement.Oracle;
using DepGraph.Testing;

namespace DepGraph.Benchmarks.Placement;

/// <summary>
/// Random projects, installed by the real npm and placed here: packages, flags, error codes and lock files must be the same. Mismatches are
/// written to a folder, each as a file that says both.
/// </summary>
public static class DifferentialRun
{
    private const int MostWorlds = 300;

    /// <returns>0 when everything is the same.</returns>
    public static async Task<int> RunAsync(int count, int seed, string mismatchFolder, int seconds)
    {
        var corpus = new CorpusSource();
        var madeUp = new MadeUpPackages(seed, worlds: Math.Clamp(count / 4, 1, MostWorlds));
        foreach (var (name, document) in madeUp.Documents)
            corpus.Add(name, Encoding.UTF8.GetBytes(document.ToJsonString()));
        var draw = new ManifestDraw(seed, corpus, madeUp);
        var drawn = new Dictionary<int, DrawnManifest>();
        using var cache = new TemporaryFolder();
        var overlay = cache.File("made-up.json");
        await File.WriteAllTextAsync(
            overlay,
            new JsonObject(
                madeUp.Documents.Select(each => KeyValuePair.Create(each.Key, (JsonNode?)each.Value))
            ).ToJsonString()
        );
        await using var registry = await ReplayRegistry.StartAsync("--overlay", overlay);
        await using var batch = OracleBatch.Start(registry.Address, cache.Path);
        var watch = Stopwatch.StartNew();
        var (compared, same, installed, packages) = (0, 0, 0, 0L);
        await foreach (var (id, json) in batch.AnswerAsync(DrawAsync()))
        {
            DrawnManifest manifest;
            lock (drawn)
                manifest = drawn[id];
            compared++;
            var answer = new OracleAnswer($"{seed}-{id}", json);
            if (answer.ErrorCode is null)
                installed++;
            packages += answer.Packages.Count();
            var mismatch = await CompareAsync(answer, corpus);
            if (mismatch is null)
                same++;
            else
                await WriteAsync(mismatchFolder, manifest, seed, json, mismatch);
        }
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{same} of {compared} the same ({100.0 * same / compared:F2} %), seed {seed}: {installed} installed with {packages} packages, the others failed; {watch.Elapsed.TotalSeconds:F0} s"
            )
        );
        return same == compared ? 0 : 1;

        async IAsyncEnumerable<DrawnManifest> DrawAsync()
        {
            for (var id = 0; id < count && watch.Elapsed.TotalSeconds < seconds; id++)
            {
                var next = await draw.NextAsync(id);
                lock (drawn)
                    drawn.Add(id, next);
                yield return next;
                // Not far ahead of the oracle, so that a run that is out of time ends soon.
                while (id - Volatile.Read(ref compared) > 6)
                    await Task.Delay(5);
            }
        }
    }

    private static async Task<string?> CompareAsync(OracleAnswer answer, CorpusSource corpus)
    {
        if (answer.Crash is { } crash)
            return $"the oracle failed: {crash}";
        try
        {
            return OracleComparison.Compare(
                answer,
                await Installation.BuildAsync(answer.Project, answer.Options, corpus)
            );
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            return $"placement failed: {exception}";
        }
    }

    private static async Task WriteAsync(
        string folder,
        DrawnManifest manifest,
        int seed,
        JsonElement answer,
        string mismatch
    )
    {
        Directory.CreateDirectory(folder);
        var file = Path.Combine(folder, $"{seed}-{manifest.Id}.json");
        var content = manifest.ToJson();
        content["mismatch"] = new JsonArray([.. mismatch.Split('\n').Select(line => JsonValue.Create(line))]);
        content["npm"] = JsonNode.Parse(answer.GetRawText());
        await File.WriteAllTextAsync(file, content.ToJsonString(Indented));
        Console.WriteLine($"{file}: {mismatch}");
    }

    private static JsonSerializerOptions Indented { get; } = new() { WriteIndented = true };
}

using System.Diagnostics;
using System.Text.Json.Nodes;
using DepGraph.Testing;

namespace DepGraph.Bolt.Tests.PackStream;

/// <summary>The npm package neo4j-driver, installed beside the tests once per state of its lock file.</summary>
internal static class Oracle
{
    private static readonly Lazy<Task<string>> Prepared = new(PrepareAsync);

    /// <summary>Has all requests answered by one process, in their order.</summary>
    public static async Task<IReadOnlyList<JsonObject>> AskAsync(IEnumerable<JsonObject> requests)
    {
        var folder = await Prepared.Value;
        var file = Path.Combine(folder, $"requests-{Guid.NewGuid():N}.jsonl");
        await File.WriteAllLinesAsync(file, requests.Select(request => request.ToJsonString()));
        try
        {
            var (exitCode, output, error) = await NodeProcess.RunAsync(Path.Combine(folder, "oracle.mjs"), [file]);
            exitCode.ShouldBe(0, error);
            return
            [
                .. output
                    .Split('\n', StringSplitOptions.RemoveEmptyEntries)
                    .Select(line => JsonNode.Parse(line)!.AsObject()),
            ];
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static async Task<string> PrepareAsync()
    {
        var folder = Path.Combine(AppContext.BaseDirectory, "Oracle");
        var mark = Path.Combine(folder, ".prepared");
        var wanted = await File.ReadAllTextAsync(Path.Combine(folder, "package-lock.json"));
        if (File.Exists(mark) && await File.ReadAllTextAsync(mark) == wanted)
        {
            return folder;
        }

        await NodeProcess.InstallPackagesAsync(folder);
        await File.WriteAllTextAsync(mark, wanted);
        return folder;
    }
}

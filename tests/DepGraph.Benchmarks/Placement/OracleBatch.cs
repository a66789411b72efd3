using System.Diagnostics;
using System.Text.Json;
using DepGraph.Testing;

namespace DepGraph.Benchmarks.Placement;

/// <summary>The real npm, two at once, in a Node process that stays.</summary>
internal sealed class OracleBatch : IAsyncDisposable
{
    private const int AtOnce = 2;

    private readonly Process _process;

    private OracleBatch(Process process)
    {
        _process = process;
    }

    public static OracleBatch Start(Uri registry, string cache)
    {
        var script = Path.Combine(AppContext.BaseDirectory, "Placement", "oracle-batch.mjs");
        var process = NodeProcess.StartFed(script, Equipment.Require("npm"), $"{registry}", cache, $"{AtOnce}");
        process.ErrorDataReceived += (_, line) =>
        {
            if (line.Data is not null)
                Console.Error.WriteLine(line.Data);
        };
        process.BeginErrorReadLine();
        return new OracleBatch(process);
    }

    /// <summary>Hands manifests in; the answers come in any order.</summary>
    public async IAsyncEnumerable<(int Id, JsonElement Answer)> AnswerAsync(IAsyncEnumerable<DrawnManifest> manifests)
    {
        var feeding = FeedAsync(manifests);
        while (await _process.StandardOutput.ReadLineAsync() is { } line)
        {
            using var document = JsonDocument.Parse(line);
            var answer = document.RootElement.Clone();
            yield return (answer.GetProperty("id").GetInt32(), answer.GetProperty("answer"));
        }
        await feeding;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private async Task FeedAsync(IAsyncEnumerable<DrawnManifest> manifests)
    {
        await foreach (var manifest in manifests)
            await _process.StandardInput.WriteLineAsync(manifest.ToJson().ToJsonString());
        _process.StandardInput.Close();
    }
}

using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;

namespace DepGraph.Testing;

/// <summary>The replay registry on loopback, in a process of its own: real packuments, with faults on demand.</summary>
public sealed class ReplayRegistry : IAsyncDisposable
{
    private readonly Process process;
    private readonly HttpClient http;

    private ReplayRegistry(Process process, Uri address)
    {
        this.process = process;
        Address = address;
        http = new HttpClient { BaseAddress = address };
    }

    /// <summary>The registry's base address, ending in a slash.</summary>
    public Uri Address { get; }

    /// <summary>Starts one; flags are those of its <c>--help</c>, such as <c>--latency 50</c>.</summary>
    public static async Task<ReplayRegistry> StartAsync(params IEnumerable<string> flags)
    {
        var process = NodeProcess.Start(Equipment.Require("npm/registry.mjs"), flags);
        process.ErrorDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        const string ready = "REGISTRY=";
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line.StartsWith(ready, StringComparison.Ordinal))
            {
                _ = process.StandardOutput.BaseStream.CopyToAsync(Stream.Null);
                return new ReplayRegistry(process, new Uri(line[ready.Length..]));
            }
        }

        await process.WaitForExitAsync();
        throw new InvalidOperationException($"The replay registry ended with exit code {process.ExitCode}.");
    }

    /// <summary>Counters since the start or the last reset.</summary>
    public async Task<JsonElement> StatsAsync() => await http.GetFromJsonAsync<JsonElement>("__control/stats");

    /// <summary>Changes its faults, for example <c>new { latency = 50, failRate = 0.1 }</c>.</summary>
    public Task SetFaultsAsync(object faults) => PostAsync("__control/faults", faults);

    /// <summary>Publishes: a merge patch of the package's full document.</summary>
    public Task PublishAsync(string name, object packumentPatch) =>
        PostAsync(
            "__control/publish",
            new Dictionary<string, object> { ["name"] = name, ["packument-patch"] = packumentPatch }
        );

    /// <summary>Takes faults, counters and published versions back.</summary>
    public Task ResetAsync() => PostAsync("__control/reset", new { });

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        if (!process.HasExited)
        {
            process.Kill();
            await process.WaitForExitAsync();
        }

        process.Dispose();
    }

    private async Task PostAsync(string path, object body)
    {
        using var response = await http.PostAsJsonAsync(path, body);
        response.EnsureSuccessStatusCode();
    }
}

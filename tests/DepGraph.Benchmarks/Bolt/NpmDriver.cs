using System.Diagnostics;
using System.Globalization;
using DepGraph.Testing;

namespace DepGraph.Benchmarks.Bolt;

/// <summary>The npm package neo4j-driver in a Node.js process of its own.</summary>
public sealed class NpmDriver : IDisposable
{
    private readonly Process process;

    private NpmDriver(Process process) => this.process = process;

    public static async Task<NpmDriver> StartAsync(Neo4jServer server)
    {
        var folder = Path.Combine(AppContext.BaseDirectory, "Bolt");
        if (!Directory.Exists(Path.Combine(folder, "node_modules")))
        {
            await NodeProcess.InstallPackagesAsync(folder);
        }

        string[] arguments = [Path.Combine(folder, "peer.mjs"), $"{server.Uri}", server.User, server.Password];
        return new NpmDriver(
            Process.Start(
                new ProcessStartInfo("node", arguments) { RedirectStandardInput = true, RedirectStandardOutput = true }
            )!
        );
    }

    public async Task<Measurement> MeasureAsync(Workload workload, int seconds)
    {
        await process.StandardInput.WriteLineAsync($"{workload.PeersName} {seconds}");
        await process.StandardInput.FlushAsync();
        var line = await process.StandardOutput.ReadLineAsync();
        if (line?.Split(' ') is not [var operations, var elapsed, var cpu])
        {
            throw new InvalidOperationException($"The peer has ended, or said \"{line}\".");
        }

        return Measurement.Of(
            Number(operations),
            TimeSpan.FromMilliseconds(Number(elapsed)),
            TimeSpan.FromMilliseconds(Number(cpu))
        );
    }

    public void Dispose()
    {
        process.StandardInput.Close();
        process.WaitForExit();
        process.Dispose();
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}

using System.Diagnostics;
using System.Text.Json;
using DepGraph.Ingestion.Npmrc;

namespace DepGraph.Ingestion.Tests.Npmrc;

/// <summary>The same files and variables, read by the npm of this machine.</summary>
public sealed class RealNpmTests
{
    [Fact]
    public async Task Npm_itself_reads_the_same_settings()
    {
        if (NpmHost.Current().FindProgram("npm") is null)
        {
            Assert.Skip("npm is not installed.");
        }

        using var machine = new NpmMachine();
        machine
            .Write("project/.npmrc", "@a:registry = \"http://a.example/x\" ; why\n@b:registry=http://${B_HOST}/\n")
            .Write(
                "home/.npmrc",
                $"registry=http://user.example/\n@a:registry=http://hidden.example/\nglobalconfig={machine.Path("global")}\n"
            )
            .Write(
                "global",
                "@c:registry=http://c.example/${MISSING?}\nproxy=http://p.example:1/\nregistry=http://hidden.example"
            )
            .Set("B_HOST", "b.example")
            .Set("npm_config_@d:registry", "http://d.example/")
            .Set("npm_config_update_notifier", "false")
            .Set("HOME", machine.Path("home"))
            .Set("PATH", Environment.GetEnvironmentVariable("PATH")!);

        var ours = NpmSettings.Load(machine.Host);

        var theirs = await AskNpmAsync(machine);
        foreach (var key in (string[])["registry", "@a:registry", "@b:registry", "@c:registry", "@d:registry", "proxy"])
        {
            var expected = theirs.GetProperty(key).GetString()!.TrimEnd('/');
            ours.Find(key).ShouldNotBeNull(key).Value.TrimEnd('/').ShouldBe(expected, key);
        }
    }

    private static async Task<JsonElement> AskNpmAsync(NpmMachine machine)
    {
        var start = new ProcessStartInfo("npm", ["config", "list", "--json"])
        {
            WorkingDirectory = machine.Host.WorkingDirectory,
            RedirectStandardOutput = true,
        };
        start.Environment.Clear();
        foreach (var (name, value) in machine.Host.Environment)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return JsonDocument.Parse(output).RootElement.Clone();
    }
}

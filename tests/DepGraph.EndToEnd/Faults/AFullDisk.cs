using System.Diagnostics;
using System.Net;
using DepGraph.EndToEnd.Answers;
using DepGraph.EndToEnd.Peers;
using DepGraph.Testing;

namespace DepGraph.EndToEnd.Faults;

/// <summary>The store's disk is full: answers go on from memory, the service says that it cannot write, and recovers by itself.</summary>
public sealed class AFullDisk
{
    [Fact]
    public async Task Answers_go_on_and_writing_resumes_when_there_is_space_again()
    {
        using var disk = await SmallDisk.MountAsync(megabytes: 16);
        using var folder = new TemporaryFolder();
        await using var registry = await ReplayRegistry.StartAsync();
        var settings = Settings.For(registry.Address, folder).With("Store__Uri", $"sqlite:{disk.File("graph.db")}");
        await using var program = await DepGraphProgram.StartAsync(settings);
        await program.DataAsync("""{ package(name: "@syn/leaf") { name } }""");
        await StoredAsync(program, packages: 1);
        var expected = await SetAnswer.ReferenceAsync(registry.Address, "express@^4");

        var filler = await disk.FillAsync();
        var full = (await SetAnswer.AskAsync(program, "express@^4"))!;
        var again = (await SetAnswer.AskAsync(program, "express@^4", wait: 0))!;

        full.ShouldEqual(expected);
        again.ShouldEqual(expected);
        await Eventually.HoldsAsync(
            () => program.Log.Contains("No space is left") && program.Log.Contains(disk.File("graph.db")),
            "the log names the full disk and the file"
        );
        await Eventually.BecomesAsync(
            () => ReadyAsync(program),
            ready => ready.Status == HttpStatusCode.ServiceUnavailable && ready.Body.Contains("\"writes\":\"failing"),
            "the service is not ready because it cannot write"
        );
        (await program.Http.GetStringAsync("/health/live")).ShouldContain("healthy");
        (await SetAnswer.AskAsync(program, "express@^4", wait: 0))!.ShouldEqual(expected);

        File.Delete(filler);
        await StoredAsync(program, packages: expected.Entries.Count / 2);
        await Eventually.BecomesAsync(
            () => ReadyAsync(program),
            ready => ready.Status == HttpStatusCode.OK,
            "the service is ready"
        );
        (await program.StopAsync()).ShouldBe(0);

        using var gone = new ClosedPort();
        await using var restarted = await DepGraphProgram.StartAsync(
            settings.With("Registry__Url", gone.Address.ToString())
        );
        (await SetAnswer.AskAsync(restarted, "express@^4"))!.ShouldEqual(expected);
    }

    private static Task StoredAsync(DepGraphProgram program, int packages) =>
        Eventually.BecomesAsync(
            () => program.DataAsync("{ graphStats { packages } }"),
            data => data.GetProperty("graphStats").GetProperty("packages").GetInt64() >= packages,
            $"{packages} packages are stored"
        );

    private static async Task<(HttpStatusCode Status, string Body)> ReadyAsync(DepGraphProgram program)
    {
        using var response = await program.Http.GetAsync("/health/ready");
        return (response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    /// <summary>A file system in memory of a given size; mounting takes root.</summary>
    private sealed class SmallDisk : IDisposable
    {
        private readonly TemporaryFolder folder = new();

        public string File(string name) => folder.File(name);

        public static async Task<SmallDisk> MountAsync(int megabytes)
        {
            if (!Environment.IsPrivilegedProcess || !OperatingSystem.IsLinux())
            {
                Assert.Skip("Mounting a small disk takes root on Linux.");
            }

            var disk = new SmallDisk();
            await RunAsync("mount", "-t", "tmpfs", "-o", $"size={megabytes}m", "none", disk.folder.Path);
            return disk;
        }

        /// <summary>Takes all space that is left; gives the file to delete.</summary>
        public async Task<string> FillAsync()
        {
            var path = File("filler");
            await using var filler = System.IO.File.Create(path, bufferSize: 1);
            var block = new byte[4096];
            try
            {
                while (true)
                {
                    filler.Write(block);
                    filler.Flush();
                }
            }
            catch (IOException)
            {
                return path;
            }
        }

        public void Dispose()
        {
            using var umount = Process.Start("umount", ["--lazy", folder.Path]);
            umount.WaitForExit();
            folder.Dispose();
        }

        private static async Task RunAsync(string program, params string[] arguments)
        {
            using var process = Process.Start(program, arguments);
            await process.WaitForExitAsync();
            process.ExitCode.ShouldBe(0, $"{program} {string.Join(' ', arguments)}");
        }
    }
}

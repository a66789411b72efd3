using System.Text.RegularExpressions;
using DepGraph.Testing;

namespace DepGraph.EndToEnd.Deployment;

/// <summary>
/// What is in the two images, made without an engine: the build stage's own commands run over the build context. Beside them a real
/// Neo4j and the replay registry.
/// </summary>
public sealed partial class PublishedImages : IAsyncLifetime
{
    private readonly TemporaryFolder folder = new();
    private Neo4jServer? server;
    private ReplayRegistry? registry;

    public Neo4jServer Server => server!;

    public ReplayRegistry Registry => registry!;

    /// <summary>A folder of the test's own, in place of the containers' /tmp and /home/app.</summary>
    public TemporaryFolder Files { get; } = new();

    /// <summary>The folder that is an image's /app.</summary>
    public string Folder(string image) => folder.File($"out/{image}");

    public async ValueTask InitializeAsync()
    {
        try
        {
            registry = await ReplayRegistry.StartAsync();
            server = await Neo4jServer.StartOwnAsync();
            await BuildAsync();
        }
        catch
        {
            await DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var part in (IAsyncDisposable?[])[server, registry])
        {
            if (part is not null)
            {
                await part.DisposeAsync();
            }
        }

        Files.Dispose();
        folder.Dispose();
    }

    private async Task BuildAsync()
    {
        var source = folder.File("source");
        Directory.CreateDirectory(source);
        BuildContext.CopyTo(source);
        const string ide = "src/GraphApi/Web/client/dist";
        if (Directory.Exists(Repository.File(ide)))
        {
            BuildContext.Copy(
                new DirectoryInfo(Repository.File(ide)),
                Path.Combine(source, ide),
                new HashSet<string>()
            );
        }

        var commands = Dockerfile.Stage("build").Runs;
        commands.ShouldNotBeEmpty();
        foreach (var command in commands)
        {
            var (exitCode, output) = await ShellCommand.RunAsync(
                ["bash", "-c", OutputFolder().Replace(command, $"{folder.File("out")}/")],
                source,
                new Dictionary<string, string?>
                {
                    // The IDE comes from a stage of its own; nothing of the build is to run on after the test.
                    ["BuildIde"] = "false",
                    ["UseSharedCompilation"] = "false",
                    ["MSBUILDDISABLENODEREUSE"] = "1",
                }
            );
            exitCode.ShouldBe(0, output);
        }
    }

    [GeneratedRegex("/out/")]
    private static partial Regex OutputFolder();
}

using System.IO.Compression;
using System.Text.Json;
using DepGraph.EndToEnd.Answers;
using DepGraph.EndToEnd.Queue;
using DepGraph.Testing;

namespace DepGraph.EndToEnd.Importing;

/// <summary>
/// An import that dies (SIGKILL) goes on where it was: nothing is lost, and nothing that was committed is done again. The program stands still
/// where it has more to say of broken lines than a pipe holds, so each kill is in the middle.
/// </summary>
/// <param name="createPlace">Makes the store.</param>
/// <param name="batchPackages">Packages to a commit of an import into it.</param>
public abstract class AKilledImport(Func<Task<IQueuePlace>> createPlace, int batchPackages)
{
    private const int BrokenLines = 400;
    private const int Parts = 4;

    /// <summary>Packages of a part of the file: more than one commit takes. Behind each part but the last are broken lines.</summary>
    private readonly int partPackages = batchPackages * 5 / 4;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Killed_three_times_it_goes_on_each_time_and_the_graph_is_that_of_a_clean_run(bool isCompressed)
    {
        using var folder = new TemporaryFolder();
        var file = folder.File("packuments.ndjson");
        Write(file, isCompressed);
        await using var place = await createPlace();
        var settings = Settings.For(registry: null, folder);
        foreach (var (name, value) in place.Store)
        {
            settings[name] = value;
        }

        // Run by run: behind which broken lines it is read, and how far everything is stored when it stands still behind that.
        foreach (var (readTo, storedTo) in ((int?, int)[])[(null, 1), (1, 2), (2, 3)])
        {
            await using var program = StallingProgram.Start(settings, "import", file);
            if (readTo is { } part)
            {
                var messages = await program.ReadUpToAsync($"line {LastBrokenLineOf(part)}:");
                messages.ShouldContain(message =>
                    message.StartsWith($"Going on behind line {LineOf(storedTo - 1):N0},")
                );
            }

            await Eventually.BecomesAsync(
                async () => string.Concat(await place.ReadPositionsAsync()),
                position => position.Contains($"\"Line\":{LineOf(storedTo)},"),
                $"batch {storedTo} is stored",
                minutes: 15
            );
            await program.KillAsync();
        }

        var (exitCode, log) = await IngestionProgram.RunAsync(settings, "import", file);

        exitCode.ShouldBe(2, log[..Math.Min(log.Length, 2_000)]);
        log.ShouldContain($"Going on behind line {LineOf(3):N0},");
        // Nothing was found there: what was committed was passed over.
        log.ShouldContain($"{Parts * partPackages:N0} new or changed, 0 unchanged, 0 older");
        log.ShouldContain($"; {(Parts - 1) * BrokenLines:N0} broken lines");
        (await place.ReadPositionsAsync()).ShouldBeEmpty();
        GraphLine.ShouldBe(await place.ReadGraphAsync(), await CleanGraphAsync(file));
    }

    /// <summary>The line behind the packages of so many commits.</summary>
    private int LineOf(int batches) =>
        (batches * batchPackages) + (batches * batchPackages / partPackages * BrokenLines);

    private int LastBrokenLineOf(int part) => part * (partPackages + BrokenLines);

    private static async Task<IReadOnlyList<string>> CleanGraphAsync(string file)
    {
        await using var place = await SqliteQueuePlace.CreateAsync();
        using var folder = new TemporaryFolder();
        var settings = Settings.For(registry: null, folder).With("Store__Uri", place.Store["Store__Uri"]);
        (await IngestionProgram.RunAsync(settings, "import", file, "--ignore-broken")).ExitCode.ShouldBe(0);
        return await place.ReadGraphAsync();
    }

    private void Write(string path, bool isCompressed)
    {
        using Stream file = isCompressed
            ? new GZipStream(File.Create(path), CompressionLevel.Fastest)
            : File.Create(path);
        using var lines = new StreamWriter(file);
        for (var part = 0; part < Parts; part++)
        {
            for (var i = part * partPackages; i < (part + 1) * partPackages; i++)
            {
                lines.Write(Line($"p{i}", $"p{i / 2}"));
            }

            for (var i = 0; i < (part == Parts - 1 ? 0 : BrokenLines); i++)
            {
                lines.Write(Line($" {new string('x', 1_000)}", "x"));
            }
        }
    }

    private static string Line(string name, string dependency) =>
        JsonSerializer.Serialize(
            new Dictionary<string, object>
            {
                ["name"] = name,
                ["dist-tags"] = new { latest = "1.0.0" },
                ["versions"] = new Dictionary<string, object>
                {
                    ["1.0.0"] = new
                    {
                        name,
                        version = "1.0.0",
                        dependencies = new Dictionary<string, string> { [dependency] = "^1.0.0" },
                    },
                },
            }
        ) + '\n';
}

public sealed class AKilledImportOverSqlite() : AKilledImport(SqliteQueuePlace.CreateAsync, batchPackages: 10_000);

[Collection(Neo4jQueueServer.Collection)]
public sealed class AKilledImportOverNeo4j(Neo4jQueueServer server)
    : AKilledImport(server.CreateAsync, batchPackages: 2_000);

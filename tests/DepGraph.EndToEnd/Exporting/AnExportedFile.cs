using System.IO.Compression;
using DepGraph.Testing;

namespace DepGraph.EndToEnd.Exporting;

/// <summary>A graph goes as a file of packuments from one store into another.</summary>
public sealed class AnExportedFile : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task It_makes_an_empty_store_the_same_as_the_one_it_came_from()
    {
        ExportedPackuments.WriteTo(folder.File("packuments.ndjson.gz"));
        await RunAsync("first", "import", folder.File("packuments.ndjson.gz"));

        var log = await RunAsync("first", "export", "--format", "ndjson", "--out", folder.File("first.ndjson.gz"));
        log.ShouldMatch(@"\d+ packages, [\d.]+ MiB in [\d.]+ s; sequence \d+");
        await RunAsync("second", "import", folder.File("first.ndjson.gz"));
        await RunAsync("second", "export", "--format", "ndjson", "--gz", "--out", folder.File("second"));

        // Each line holds all that a store holds of a package: its content, its age and the registry's tags.
        var lines = await LinesAsync("first.ndjson.gz");
        lines.Count.ShouldBeGreaterThan(50);
        (await LinesAsync("second")).ShouldBe(lines);
    }

    [Fact]
    public async Task What_is_awkward_is_in_it_as_it_was()
    {
        ExportedPackuments.WriteTo(folder.File("packuments.ndjson.gz"));
        await RunAsync("first", "import", folder.File("packuments.ndjson.gz"));
        await RunAsync("first", "export", "--format=ndjson", $"--out={folder.File("plain.ndjson")}");

        var line = (await File.ReadAllLinesAsync(folder.File("plain.ndjson"))).Single(line =>
            line.Contains($"\"name\":\"{ExportedPackuments.Awkward}\",\"dist-tags\"", StringComparison.Ordinal)
        );

        line.ShouldContain(
            """
            "alias":"npm:@real/name@^2"
            """
        );
        line.ShouldContain(
            """
            "deprecated":"do not use,\r\nuse \"another\"\n"
            """
        );
        line.ShouldContain(
            """
            "os":"linux"
            """
        );
        line.ShouldContain(
            """
            "license":{"type":"BSD"}
            """
        );
    }

    [Fact]
    public async Task Standard_output_has_the_lines_and_nothing_else()
    {
        ExportedPackuments.WriteTo(folder.File("packuments.ndjson.gz"));
        await RunAsync("first", "import", folder.File("packuments.ndjson.gz"));
        await RunAsync("first", "export", "--format", "ndjson", "--out", folder.File("plain.ndjson"));

        var log = await RunAsync("first", "export", "--format", "ndjson", "--out", "-");

        // The log has both outputs; what is no JSON went to the error output.
        var lines = log.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(line => line.StartsWith('{'));
        lines.Order(StringComparer.Ordinal).ShouldBe(await LinesAsync("plain.ndjson"));
    }

    [Fact]
    public async Task What_is_wrong_is_said_in_one_line_that_names_it()
    {
        ExportedPackuments.WriteTo(folder.File("packuments.ndjson.gz"));
        await RunAsync("first", "import", folder.File("packuments.ndjson.gz"));
        await File.WriteAllTextAsync(folder.File("there"), "already");
        Directory.CreateDirectory(folder.File("full"));
        await File.WriteAllTextAsync(folder.File("full/mine.txt"), "mine");

        await ShouldFailAsync("first", "there", "--format", "ndjson", "--out", folder.File("there"));
        await ShouldFailAsync("first", "not empty", "--format", "neo4j-csv", "--out", folder.File("full"));
        await ShouldFailAsync("nothing", "holds no packages", "--format", "ndjson", "--out", "-");
        await ShouldFailAsync(
            "first",
            "'--unknown' is neither an option nor a setting",
            "--format",
            "ndjson",
            "--out",
            "-",
            "--unknown"
        );
        Directory.GetFiles(folder.Path, "*.partial").ShouldBeEmpty();
    }

    private async Task ShouldFailAsync(string store, string message, params string[] arguments)
    {
        var (exitCode, log) = await IngestionProgram.RunAsync(SettingsOf(store), ["export", .. arguments]);
        exitCode.ShouldBe(1, log);
        log.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Last()
            .ShouldStartWith("DepGraph cannot export: ");
        log.ShouldContain(message);
    }

    private async Task<string> RunAsync(string store, params string[] arguments)
    {
        var (exitCode, log) = await IngestionProgram.RunAsync(SettingsOf(store), arguments);
        exitCode.ShouldBe(0, log);
        return log;
    }

    private Dictionary<string, string?> SettingsOf(string store) =>
        Settings.For(registry: null, folder).With("Store__Uri", $"sqlite:{folder.File($"{store}.db")}");

    private async Task<IReadOnlyList<string>> LinesAsync(string name)
    {
        await using var file = File.OpenRead(folder.File(name));
        await using Stream content =
            file.ReadByte() == 0x1F ? new GZipStream(file, CompressionMode.Decompress) : new BufferedStream(file);
        file.Position = 0;
        using var reader = new StreamReader(content);
        var lines = (await reader.ReadToEndAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Array.Sort(lines, StringComparer.Ordinal);
        return lines;
    }
}

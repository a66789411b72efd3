using System.IO.Compression;
using System.Text;
using DepGraph.EndToEnd.Peers;
using DepGraph.Testing;

namespace DepGraph.EndToEnd.Importing;

/// <summary>A file of packuments is brought into the store, and the service answers from it without asking a registry.</summary>
public sealed class AnImportedGraph : IDisposable
{
    private const string Query = """
        { packageVersion(spec: "app@^1") { version dependencySet { isComplete totalCount entries { nodes { version { purl } } } }
          package { fetchedAt isStale } } }
        """;

    private static readonly string[] Documents =
    [
        Packument.Of("app", "left", "right"),
        Packument.Of("left", "leaf"),
        Packument.Of("right", "leaf"),
        Packument.Of("leaf"),
    ];

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task It_answers_from_the_file_alone_and_says_how_old_that_is()
    {
        await using var registry = await ScriptedRegistry.StartAsync();
        var (exitCode, log) = await ImportAsync(Write(string.Join('\n', Documents)));
        exitCode.ShouldBe(0, log);
        log.ShouldContain("4 packages in ");
        log.ShouldContain("4 new or changed");

        await using var program = await DepGraphProgram.StartAsync(
            Settings
                .For(registry.Address, folder)
                .With("Ingestion__Freshness", "3650d")
                .With("Ingestion__RefreshInterval", "0")
        );
        var version = (await program.DataAsync(Query)).GetProperty("packageVersion");

        version.GetProperty("version").GetString().ShouldBe("1.0.0");
        var set = version.GetProperty("dependencySet");
        set.GetProperty("isComplete").GetBoolean().ShouldBeTrue();
        set.GetProperty("entries")
            .GetProperty("nodes")
            .EnumerateArray()
            .Select(node => node.GetProperty("version").GetProperty("purl").GetString())
            .ShouldBe(["pkg:npm/left@1.0.0", "pkg:npm/right@1.0.0", "pkg:npm/leaf@1.0.0"]);
        var package = version.GetProperty("package");
        package.GetProperty("fetchedAt").GetDateTimeOffset().ShouldBe(DateTimeOffset.Parse("2025-02-03T04:05:06Z"));
        package.GetProperty("isStale").GetBoolean().ShouldBeFalse();
        registry.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_second_import_changes_nothing()
    {
        var file = Write(string.Join('\n', Documents));
        await ImportAsync(file);

        var (exitCode, log) = await ImportAsync(file);

        exitCode.ShouldBe(0, log);
        log.ShouldContain("0 new or changed, 4 unchanged, 0 older");
    }

    [Fact]
    public async Task What_the_store_has_newer_is_kept()
    {
        await ImportAsync(Write(string.Join('\n', Documents)));
        var older = Write(Packument.Of("leaf", "left"));

        var (exitCode, log) = await ImportAsync(older, "--as-of", "2020-01-01T00:00:00Z");

        exitCode.ShouldBe(0, log);
        log.ShouldContain("0 new or changed, 0 unchanged, 1 older than what is stored");
    }

    [Fact]
    public async Task Broken_lines_are_named_and_the_exit_code_tells_of_them_unless_they_are_to_be_ignored()
    {
        var file = Write(string.Join('\n', [Documents[0], "nonsense", .. Documents[1..]]));

        var (exitCode, log) = await ImportAsync(file);
        exitCode.ShouldBe(2, log);
        log.ShouldContain("line 2: ");
        log.ShouldContain("4 packages in ");
        log.ShouldContain("1 broken lines");

        (await ImportAsync(file, "--ignore-broken")).ExitCode.ShouldBe(0);
    }

    [Fact]
    public async Task A_file_that_was_cut_off_is_an_error()
    {
        var file = Write(string.Join('\n', Documents));
        using (var cut = File.OpenWrite(file))
        {
            cut.SetLength(cut.Length - 10);
        }

        var (exitCode, log) = await ImportAsync(file);

        exitCode.ShouldBe(1, log);
        log.ShouldContain("DepGraph cannot import: ");
    }

    [Theory]
    [InlineData("no-such-file", "no-such-file")]
    [InlineData("--Store:Uri=nonsense", "Store:Uri is 'nonsense'")]
    [InlineData("--Store:CacheMegabytes=many", "Store:CacheMegabytes")]
    [InlineData("--unknown", "'--unknown' is neither an option nor a setting")]
    public async Task What_is_wrong_is_said_in_one_line_that_names_it(string argument, string message)
    {
        var (exitCode, log) = argument.StartsWith('-')
            ? await ImportAsync(Write(Documents[0]), argument)
            : await ImportAsync(argument);

        exitCode.ShouldBe(1, log);
        var line = log.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .ShouldHaveSingleItem();
        line.ShouldStartWith("DepGraph cannot import: ");
        line.ShouldContain(message);
    }

    private Task<(int ExitCode, string Log)> ImportAsync(string file, params string[] arguments) =>
        IngestionProgram.RunAsync(Settings.For(registry: null, folder), ["import", file, .. arguments]);

    private string Write(string lines)
    {
        var path = folder.File($"{Guid.NewGuid():N}.ndjson.gz");
        using (var gzip = new GZipStream(File.Create(path), CompressionLevel.Fastest))
        {
            gzip.Write(Encoding.UTF8.GetBytes(lines));
        }

        File.SetLastWriteTimeUtc(path, new DateTime(2025, 2, 3, 4, 5, 6, DateTimeKind.Utc));
        return path;
    }
}

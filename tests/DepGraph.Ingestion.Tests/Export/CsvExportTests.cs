using System.IO.Compression;
using System.Text;
using DepGraph.Ingestion.Export;
using DepGraph.Ingestion.Tests.Fakes;
using DepGraph.Npm.Packuments;
using DepGraph.Storage;
using DepGraph.Testing;

namespace DepGraph.Ingestion.Tests.Export;

public sealed class CsvExportTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly MemoryStore store = new();

    private string Tables => folder.File("tables");

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Tables_with_rows_are_there_and_the_script_names_them()
    {
        await store.CommitAsync([Write("a", """ "dependencies": { "b": "^1" } """)]);

        await ExportAsync();

        var script = await File.ReadAllTextAsync(Path.Combine(Tables, "import.sh"));
        script.ShouldContain("'--nodes=Version=versions-header.csv,versions.csv'");
        script.ShouldContain("'--relationships=DEPENDS_ON=depends-on-header.csv,depends-on.csv'");
        script.ShouldNotContain("details");
        script.ShouldNotContain("multiline");
        foreach (var file in Directory.GetFiles(Tables, "*.csv").Select(Path.GetFileName))
        {
            script.ShouldContain(file!);
        }

        (await File.ReadAllLinesAsync(Path.Combine(Tables, "named-packages.csv"))).ShouldBe([
            """1,"b","pkg:npm/b","npm","NAMED" """.TrimEnd(),
        ]);
    }

    [Fact]
    public async Task Rows_with_line_breaks_are_in_files_of_their_own_which_the_script_says()
    {
        await store.CommitAsync([
            Write("a", """ "deprecated": "one\ntwo" """),
            Write("b", """ "deprecated": "one" """),
        ]);

        await ExportAsync();

        var script = await File.ReadAllTextAsync(Path.Combine(Tables, "import.sh"));
        script.ShouldContain("'--multiline-fields=versions-multiline.csv'");
        script.ShouldContain("'--nodes=Version=versions-header.csv,versions.csv,versions-multiline.csv'");
        (await File.ReadAllTextAsync(Path.Combine(Tables, "versions-multiline.csv"))).ShouldContain("\"one\ntwo\"");
        (await File.ReadAllLinesAsync(Path.Combine(Tables, "versions.csv"))).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Compressed_rows_are_gzip_and_headers_are_not()
    {
        await store.CommitAsync([Write("a", "")]);

        await ExportAsync(gzip: true);

        await using var file = File.OpenRead(Path.Combine(Tables, "versions.csv.gz"));
        await using var gzip = new GZipStream(file, CompressionMode.Decompress);
        using var reader = new StreamReader(gzip);
        (await reader.ReadToEndAsync()).ShouldStartWith("0,\"pkg:npm/a@1.0.0\",\"1.0.0\",false,1,0,0,");
        (await File.ReadAllTextAsync(Path.Combine(Tables, "versions-header.csv"))).ShouldStartWith(":ID(Version),");
    }

    [Fact]
    public async Task A_folder_that_is_not_empty_is_left_alone_unless_it_may_be_overwritten()
    {
        Directory.CreateDirectory(Tables);
        await File.WriteAllTextAsync(Path.Combine(Tables, "mine.txt"), "mine");
        await store.CommitAsync([Write("a", "")]);

        (await Should.ThrowAsync<IOException>(() => ExportAsync())).Message.ShouldContain("--overwrite");

        await ExportAsync(overwrite: true);
        await ExportAsync(gzip: true, overwrite: true);
        File.Exists(Path.Combine(Tables, "versions.csv")).ShouldBeFalse();
        (await File.ReadAllTextAsync(Path.Combine(Tables, "mine.txt"))).ShouldBe("mine");
    }

    [Fact]
    public async Task One_that_breaks_off_has_no_script_not_even_an_older_one()
    {
        await store.CommitAsync([Write("a", ""), Write("b", "")]);
        await ExportAsync();
        store.WhileScanning = () => throw new StoreException(StoreFailure.Unavailable, "Gone.");

        await Should.ThrowAsync<StoreException>(() => ExportAsync(overwrite: true));

        File.Exists(Path.Combine(Tables, "import.sh")).ShouldBeFalse();
    }

    private static HeadWrite Write(string name, string fields)
    {
        var json =
            $$$"""{"name":"{{{name}}}","dist-tags":{"latest":"1.0.0"},"versions":{"1.0.0":{ {{{fields}}} } }  }""";
        return new HeadWrite
        {
            Name = name,
            Head = PackumentReader.Read(Encoding.UTF8.GetBytes(json), name, full: false).Head,
            FetchedAt = DateTimeOffset.UnixEpoch,
        };
    }

    private async Task ExportAsync(bool gzip = false, bool overwrite = false)
    {
        using var tables = new CsvFolder(Tables, gzip, overwrite);
        await new CsvExport(store, tables, gzip, new ExportProgress(0)).RunAsync(CancellationToken.None);
    }
}

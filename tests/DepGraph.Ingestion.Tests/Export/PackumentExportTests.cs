using System.IO.Compression;
using System.Text;
using DepGraph.Ingestion.Export;
using DepGraph.Ingestion.Import;
using DepGraph.Ingestion.Tests.Fakes;
using DepGraph.Npm.Packuments;
using DepGraph.Storage;

namespace DepGraph.Ingestion.Tests.Export;

public sealed class PackumentExportTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 4, 12, 0, 0, 123, TimeSpan.Zero);
    private static readonly DateTimeOffset Later = Noon.AddDays(30);

    private readonly MemoryStore store = new();

    [Fact]
    public async Task An_import_of_it_gives_the_same_packages_with_tags_and_times()
    {
        await store.CommitAsync([Full("a"), Abbreviated("@b/c"), Missing("gone")]);

        var imported = await ImportAsync(await ExportAsync(gzip: false));

        imported.Names.ShouldBe(store.Names, ignoreOrder: true);
        foreach (var name in store.Names)
        {
            Describe(imported[name]!).ShouldBe(Describe(store[name]!));
            (await HashOfDetailsAsync(imported, name)).ShouldBe(await HashOfDetailsAsync(store, name), name);
        }
    }

    [Fact]
    public async Task Compressed_it_is_one_gzip_stream_of_the_same_lines()
    {
        await store.CommitAsync([.. Enumerable.Range(0, 50).Select(i => Abbreviated($"p{i}"))]);

        using var gzip = new GZipStream(new MemoryStream(await ExportAsync(gzip: true)), CompressionMode.Decompress);
        using var lines = new MemoryStream();
        await gzip.CopyToAsync(lines);

        lines.ToArray().ShouldBe(await ExportAsync(gzip: false));
    }

    [Fact]
    public async Task Details_of_another_document_than_the_head_are_left_to_be_fetched_again()
    {
        await store.CommitAsync([Full("a")]);
        await store.CommitAsync([Abbreviated("a", "1.0.0", "2.0.0")]);

        var imported = await ImportAsync(await ExportAsync(gzip: false));

        imported["a"]!.Head!.Count.ShouldBe(2);
        imported["a"]!.Full.ShouldBeNull();
        (await HashOfDetailsAsync(imported, "a")).ShouldBeNull();
    }

    [Fact]
    public async Task It_counts_what_it_has_written()
    {
        await store.CommitAsync([Full("a"), Abbreviated("b")]);
        var progress = new ExportProgress(2);
        using var output = new MemoryStream();

        var sequence = await new PackumentExport(store, output, gzip: false, progress).RunAsync(CancellationToken.None);

        sequence.ShouldBe(2);
        progress.Packages.ShouldBe(2);
        progress.Bytes.ShouldBe(output.Length);
    }

    [Fact]
    public async Task A_failing_store_ends_it()
    {
        await store.CommitAsync([Full("a"), Full("b")]);
        store.WhileScanning = () => throw new StoreException(StoreFailure.Unavailable, "Gone.");

        (await Should.ThrowAsync<StoreException>(ExportAsync(gzip: false))).Message.ShouldBe("Gone.");
    }

    private static HeadWrite Full(string name)
    {
        var json =
            $$"""{"_id":"{{name}}","name":"{{name}}","description":"d","time":{"1.0.0":"2020-01-01"},"versions":{"1.0.0":{} } }""";
        var packument = PackumentReader.Read(Encoding.UTF8.GetBytes(json), name, full: true);
        return new HeadWrite
        {
            Name = name,
            Head = packument.Head,
            Details = packument.Details,
            FetchedAt = Noon,
            ETag = "\"short\"",
            Full = new DocumentAspect("\"full\"", "Wed, 04 Mar 2026 12:00:00 GMT", Noon.AddHours(-1)),
        };
    }

    private static HeadWrite Abbreviated(string name, params string[] versions)
    {
        var manifests = versions.DefaultIfEmpty("1.0.0").Select(version => $"\"{version}\":{{}}");
        var json = $$"""{"name":"{{name}}","versions":{ {{string.Join(',', manifests)}} } }""";
        return new HeadWrite
        {
            Name = name,
            Head = PackumentReader.Read(Encoding.UTF8.GetBytes(json), name, full: false).Head,
            FetchedAt = Noon.AddHours(1),
            LastModified = "Wed, 04 Mar 2026 11:00:00 GMT",
        };
    }

    private static HeadWrite Missing(string name) =>
        new()
        {
            Name = name,
            Head = null,
            FetchedAt = Noon,
        };

    private static string Describe(PackageRecord record) =>
        $"{record.Name} {record.Head?.ContentHash} {record.FetchedAt:O} {record.ETag} {record.LastModified} {record.Full}";

    /// <summary>Null when there are none.</summary>
    private static async Task<string?> HashOfDetailsAsync(MemoryStore store, string name) =>
        (await store.LoadDetailsAsync([name]))[0]?.ContentHash;

    private static async Task<MemoryStore> ImportAsync(byte[] lines)
    {
        var imported = new MemoryStore();
        var broken = new List<string>();
        var import = new PackumentImport(
            imported,
            new ImportOptions { AsOf = Later, OnBroken = (_, problem) => broken.Add(problem) }
        );
        using var stream = new MemoryStream(lines);
        await import.RunAsync(stream);
        broken.ShouldBeEmpty();
        return imported;
    }

    private async Task<byte[]> ExportAsync(bool gzip)
    {
        using var output = new MemoryStream();
        await new PackumentExport(store, output, gzip, new ExportProgress(0)).RunAsync(CancellationToken.None);
        return output.ToArray();
    }
}

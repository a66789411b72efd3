using static DepGraph.Storage.Tests.Documents;

namespace DepGraph.Storage.Tests.Contract;

public abstract class DocumentScanContract(IStorePlace place) : StoreContract(place)
{
    [Fact]
    public async Task An_empty_store_has_none() => (await ScanAsync()).ShouldBeEmpty();

    [Fact]
    public async Task Everything_that_is_held_comes_once_and_as_it_is_loaded()
    {
        var writes = Enumerable.Range(0, 1500).Select(i => Write(Head($"p{i:0000}", $"1.0.{i}: dep@^{i}"))).ToArray();
        await Store.CommitAsync(writes, Cancel);
        var full = Full("full", "what it is", "1.0.0");
        await CommitAsync(
            Write(full.Head) with
            {
                Full = new DocumentAspect("\"e\"", "yesterday", Noon),
                Details = full.Details,
            }
        );
        await CommitAsync(Missing("missing"));
        await ReopenAsync();

        var scanned = (await ScanAsync()).OrderBy(package => package.Record.Name, StringComparer.Ordinal).ToArray();

        string[] names = ["full", "missing", .. writes.Select(write => write.Name)];
        scanned.Select(package => package.Record.Name).ShouldBe(names);
        var loaded = await Store.LoadAsync(names, Cancel);
        scanned.Select(package => Describe(package.Record)).ShouldBe(loaded.Select(record => Describe(record!)));
        scanned[0].Details!.ContentHash.ShouldBe(full.Details!.ContentHash);
        scanned.Skip(1).ShouldAllBe(package => package.Details == null);
    }

    [Fact]
    public async Task Packages_of_any_size_come()
    {
        var written = Enumerable.Range(0, 8).Select(i => Large($"large{i}", 4000)).ToArray();
        await Store.CommitAsync([.. written.Select(head => Write(head))], Cancel);

        (await ScanAsync())
            .Select(package => package.Record.Head!.ContentHash)
            .ShouldBe(written.Select(head => head.ContentHash), ignoreOrder: true);
    }

    [Fact]
    public async Task A_package_that_does_not_decode_is_left_out()
    {
        await Store.CommitAsync([Write(Head("a", "1.0.0")), Write(Head("b", "1.0.0"))], Cancel);
        await Place.DamageHeadAsync("a");

        (await ScanAsync()).Select(package => package.Record.Name).ShouldBe(["b"]);
    }

    [Fact]
    public async Task Commits_while_it_is_read_take_nothing_away()
    {
        var names = Enumerable.Range(0, 3000).Select(i => $"p{i:0000}").ToArray();
        await Store.CommitAsync([.. names.Select(name => Write(Head(name, "1.0.0")))], Cancel);

        var seen = new List<string>();
        await foreach (var batch in Store.ScanDocumentsAsync(Cancel))
        {
            seen.AddRange(batch.Select(package => package.Record.Name));
            await CommitAsync(Write(Head(names[^1], "2.0.0"), Noon.AddHours(seen.Count)));
        }

        seen.Order(StringComparer.Ordinal).ShouldBe(names);
    }

    private static string Describe(PackageRecord record) =>
        $"{record.Name} {record.Head?.ContentHash} {record.FetchedAt:O} {record.ETag} {record.LastModified} {record.Full} {record.Revision} {record.Sequence}";

    private async Task<List<PackageDocuments>> ScanAsync()
    {
        var packages = new List<PackageDocuments>();
        await foreach (var batch in Store.ScanDocumentsAsync(Cancel))
        {
            batch.Count.ShouldBeLessThanOrEqualTo(1_000);
            packages.AddRange(batch);
        }
        return packages;
    }
}

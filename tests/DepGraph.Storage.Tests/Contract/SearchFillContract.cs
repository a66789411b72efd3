using DepGraph.Storage.Searching;
using static DepGraph.Storage.Tests.Documents;

namespace DepGraph.Storage.Tests.Contract;

/// <summary>What a build that knew nothing of searching has left behind.</summary>
public abstract class SearchFillContract(IStorePlace place) : StoreContract(place)
{
    /// <summary>More than one transaction fills.</summary>
    private const int Packages = 700;

    [Fact]
    public async Task All_of_it_can_be_found_once_the_index_is_filled()
    {
        var before = await LeaveOldAsync();
        await ReopenAsync();

        (await FilledAsync()).Hits.ShouldBe(before.Hits);
        (await FindAsync("useful")).Hits.Count.ShouldBe(Packages);
        (await FindAsync("lost")).Hits.ShouldBeEmpty();
    }

    [Fact]
    public async Task It_is_filled_by_whichever_process_works_in_the_background()
    {
        await LeaveOldAsync();
        await ReopenAsync(ProjectionSpeed.Suspended);
        var found = await FindAsync("lib");
        found.Hits.ShouldBeEmpty();
        found.IsComplete.ShouldBeFalse();

        await using var worker = CreateAnother();
        await worker.OpenAsync(Cancel);

        (await FilledAsync()).Hits.Count.ShouldBe(Packages);
    }

    [Fact]
    public async Task Several_processes_that_open_it_at_once_and_close_again_come_to_the_same()
    {
        var before = await LeaveOldAsync();
        for (var i = 0; i < 3; i++)
        {
            var stores = Enumerable.Range(0, 3).Select(_ => CreateAnother()).ToArray();
            await Task.WhenAll(stores.Select(store => store.OpenAsync(Cancel)));
            foreach (var store in stores)
                await store.DisposeAsync();
        }
        await ReopenAsync();

        (await FilledAsync()).Hits.ShouldBe(before.Hits);
    }

    [Fact]
    public async Task Commits_meanwhile_are_found_at_once_and_nothing_of_them_is_undone()
    {
        await LeaveOldAsync();
        await ReopenAsync(ProjectionSpeed.Suspended);

        await CommitAsync(Described("lib-007", "modern", [], at: Noon.AddHours(1)));
        await CommitAsync(Described("lib-new", "modern", [], "lib-500@1", at: Noon.AddHours(1)));
        await CommitAsync(Missing("lib-600", Noon.AddHours(1)));
        (await FindAsync("modern")).Hits.Select(hit => hit.Name).ShouldBe(["lib-007", "lib-new"]);
        await ReopenAsync();

        var filled = (await FilledAsync()).Hits;
        filled.Count.ShouldBe(Packages);
        filled[0].ShouldBe(new PackageHit("lib-500", SearchTier.NamePrefix, 6));
        (await FindAsync("modern")).Hits.Select(hit => hit.Name).ShouldBe(["lib-007", "lib-new"]);
        (await FindAsync("lib-600")).Hits.ShouldBeEmpty();
    }

    /// <summary>Packages lib-000 to lib-699, of which lib-500 has five dependents; gives what was found of them.</summary>
    private async Task<PackageHits> LeaveOldAsync()
    {
        HeadWrite[] writes =
        [
            .. Enumerable.Range(0, Packages).Select(i => Described($"lib-{i:000}", "useful", [$"k{i}"])),
            .. Enumerable.Range(0, 5).Select(i => Write(Head($"user{i}", "1.0.0: lib-500@1 named@1"))),
            Missing("lost"),
        ];
        foreach (var chunk in writes.Chunk(200))
            await Store.CommitAsync(chunk, Cancel);
        var found = await FindAsync("lib");
        found.Hits.Count.ShouldBe(Packages);
        await Store.DisposeAsync();
        await Place.ForgetSearchAsync();
        return found;
    }

    private Task<PackageHits> FilledAsync() => EventuallyAsync(() => FindAsync("lib"), found => found.IsComplete);

    private async Task<PackageHits> FindAsync(string text) =>
        await Store.SearchPackagesAsync(SearchText.Parse(text), 1000, Cancel);
}

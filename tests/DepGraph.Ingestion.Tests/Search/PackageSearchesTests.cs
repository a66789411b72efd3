using DepGraph.Ingestion.Search;
using DepGraph.Ingestion.Tests.Fakes;
using DepGraph.Storage.Searching;
using static DepGraph.Ingestion.Tests.Dependents.Declared;

namespace DepGraph.Ingestion.Tests.Search;

public sealed class PackageSearchesTests
{
    private readonly MemoryStore store = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    [InlineData(6)]
    public async Task Pages_of_any_size_put_together_are_what_was_found_first(int size)
    {
        await using var service = await StartAsync("a1", "a2", "a3", "a4", "a5");
        var names = new List<string>();
        (string, int)? after = null;
        do
        {
            var page = (await PageAsync(service, "a", size, after)).ShouldNotBeNull();
            page.TotalCount.ShouldBe(5);
            page.IsExact.ShouldBeTrue();
            names.AddRange(page.Packages.Select(head => head.Name));
            after = page.HasNext ? (page.Revision, page.Indexes[^1]) : null;
            await store.CommitAsync([Write(Head($"a0{names.Count}", "1.0.0"))], Cancel);
        } while (after is not null);

        names.ShouldBe(["a1", "a2", "a3", "a4", "a5"]);
    }

    [Fact]
    public async Task What_has_vanished_since_is_left_out_of_later_pages()
    {
        await using var service = await StartAsync("a1", "a2", "a3", "a4");
        var first = (await PageAsync(service, "a", 1)).ShouldNotBeNull();

        await store.CommitAsync([Missing("a2"), Missing("a3")], Cancel);

        var next = (await PageAsync(service, "a", 1, (first.Revision, first.Indexes[0]))).ShouldNotBeNull();
        next.Packages.Select(head => head.Name).ShouldBe(["a4"]);
        next.HasNext.ShouldBeFalse();
    }

    [Fact]
    public async Task A_list_is_kept_for_its_own_text_and_only_when_cursors_are_given_out()
    {
        await using var service = await StartAsync("a1", "a2");
        var kept = (await PageAsync(service, "a", 1)).ShouldNotBeNull();
        var unkept = (await PageAsync(service, "a", 1, givesCursors: false)).ShouldNotBeNull();

        (await PageAsync(service, "a", 1, (kept.Revision, 0))).ShouldNotBeNull();
        (await PageAsync(service, "b", 1, (kept.Revision, 0))).ShouldBeNull();
        (await PageAsync(service, "a", 1, (unkept.Revision, 0))).ShouldBeNull();
    }

    [Fact]
    public async Task A_place_behind_the_last_one_has_nothing_behind_it()
    {
        await using var service = await StartAsync("a1", "a2");
        var first = (await PageAsync(service, "a", 1)).ShouldNotBeNull();

        var page = (await PageAsync(service, "a", 1, (first.Revision, int.MaxValue))).ShouldNotBeNull();

        (page.Packages.Count, page.HasNext, page.TotalCount).ShouldBe((0, false, 2));
    }

    [Fact]
    public async Task A_list_has_the_best_matches_and_no_more()
    {
        var names = Enumerable.Range(0, PackageSearches.Most + 1).Select(i => $"a{i:0000}").ToArray();
        await using var service = await StartAsync(names);

        var page = (await PageAsync(service, "a", 0)).ShouldNotBeNull();
        var last = (await PageAsync(service, "a", 1000)).ShouldNotBeNull();

        (page.TotalCount, page.IsExact, page.Packages.Count).ShouldBe((PackageSearches.Most, false, 0));
        (last.Packages.Count, last.HasNext).ShouldBe((PackageSearches.Most, false));
    }

    private async Task<Service> StartAsync(params string[] names)
    {
        await store.CommitAsync([.. names.Select(name => Write(Head(name, "1.0.0")))], Cancel);
        // What a test stores by itself is nothing that its registry knows.
        return await Service.StartAsync(
            new ScriptedRegistry(),
            store,
            configure: options => options.RefreshInterval = TimeSpan.Zero
        );
    }

    private async Task<SearchPage?> PageAsync(
        Service service,
        string text,
        int first,
        (string, int)? after = null,
        bool givesCursors = true
    )
    {
        using var session = service.Session();
        return await new PackageSearches(store).GetAsync(
            session,
            new SearchQuery
            {
                Text = SearchText.Parse(text),
                First = first,
                After = after,
                GivesCursors = givesCursors,
            }
        );
    }
}

using DepGraph.Ingestion.Dependents;
using DepGraph.Ingestion.Tests.Fakes;
using DepGraph.Npm.Packuments;
using static DepGraph.Ingestion.Tests.Dependents.Declared;

namespace DepGraph.Ingestion.Tests.Dependents;

public sealed class DependentPagesTests
{
    private readonly MemoryStore store = new();
    private readonly ScriptedRegistry registry = new();

    [Fact]
    public async Task Dependents_come_by_package_then_version_then_kind_then_declared_name()
    {
        await StoreAsync(
            Head("b", "1.10.0: a@^1", "1.9.0: a@^1 z@npm:a@^2 dev:a@^3", "2.0.0-rc.1: a@^1"),
            Head("B", "1.0.0: a@^1"),
            Head("@s/b", "1.0.0: peer:a@*"),
            Head("c", "1.0.0: other@^1")
        );
        await using var service = await DependentsService.StartAsync(store, registry);

        var page = await service.PageAsync("a", latestOnly: false);

        page.Rows()
            .ShouldBe([
                "@s/b@1.0.0 Peer a@*",
                "B@1.0.0 Prod a@^1",
                "b@1.9.0 Prod a@^1",
                "b@1.9.0 Prod z@npm:a@^2",
                "b@1.9.0 Dev a@^3",
                "b@1.10.0 Prod a@^1",
                "b@2.0.0-rc.1 Prod a@^1",
            ]);
        (page.TotalCount, page.IsExact, page.HasNext).ShouldBe((7, true, false));
    }

    [Fact]
    public async Task Only_latest_versions_count_unless_all_are_asked_for()
    {
        await StoreAsync(
            Head("still", "1.0.0: a@^1", "2.0.0: a@^2"),
            Head("once", "1.0.0: a@^1", "2.0.0: b@^1"),
            Head("lately", "1.0.0", "2.0.0: a@^1")
        );
        await using var service = await DependentsService.StartAsync(store, registry);

        var latest = await service.PageAsync("a");
        var all = await service.PageAsync("a", latestOnly: false);

        latest.Rows().ShouldBe(["lately@2.0.0 Prod a@^1", "still@2.0.0 Prod a@^2"]);
        latest.TotalCount.ShouldBe(2);
        all.Rows()
            .ShouldBe([
                "lately@2.0.0 Prod a@^1",
                "once@1.0.0 Prod a@^1",
                "still@1.0.0 Prod a@^1",
                "still@2.0.0 Prod a@^2",
            ]);
        all.TotalCount.ShouldBe(4);
    }

    [Theory]
    [InlineData(DependencyKinds.Prod, 1)]
    [InlineData(DependencyKinds.Runtime, 2)]
    [InlineData(DependencyKinds.Dev | DependencyKinds.Peer, 2)]
    [InlineData(DependencyKinds.PeerOptional, 0)]
    [InlineData(DependencyKinds.None, 0)]
    public async Task Only_the_kinds_that_are_asked_for_come(DependencyKinds kinds, int expected)
    {
        await StoreAsync(
            Head("prod", "1.0.0: a@^1"),
            Head("optional", "1.0.0: optional:a@^1"),
            Head("dev", "1.0.0: dev:a@^1"),
            Head("peer", "1.0.0: peer:a@^1")
        );
        await using var service = await DependentsService.StartAsync(store, registry);

        var page = await service.PageAsync("a", kinds: kinds);

        page.Dependents.Count.ShouldBe(expected);
        page.TotalCount.ShouldBe(expected);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(7)]
    public async Task Pages_of_any_size_put_together_are_the_list(int size)
    {
        await StoreAsync(
            Head("p", "1.0.0: a@1 x@npm:a@1", "1.1.0: a@1", "1.2.0: a@1 dev:a@2"),
            Head("q", "1.0.0: dev:a@1 peer:a@1"),
            Head("r", "1.0.0: b@1", "2.0.0: a@1")
        );
        await using var service = await DependentsService.StartAsync(store, registry);

        foreach (var latestOnly in (bool[])[true, false])
        {
            var whole = await service.PageAsync("a", latestOnly);
            (await service.PagesAsync("a", size, latestOnly)).ShouldBe(whole.Rows());
            whole.TotalCount.ShouldBe(whole.Dependents.Count);
        }
    }

    [Fact]
    public async Task A_place_stays_a_place_when_what_was_there_is_gone()
    {
        await StoreAsync(Head("p", "1.0.0: a@1", "3.0.0: a@3"), Head("r", "1.0.0: a@1"));
        await using var service = await DependentsService.StartAsync(store, registry);

        var behindVersion = new DependentPlace("p", "2.0.0", DependencyKind.Prod, "a");
        var behindPackage = new DependentPlace("q", "2.0.0", DependencyKind.Prod, "a");
        var behindAll = new DependentPlace("z", "", DependencyKind.Prod, "");
        var noVersion = new DependentPlace("p", "no version", DependencyKind.Prod, "a");

        (await AfterAsync(behindVersion)).ShouldBe(["p@3.0.0 Prod a@3", "r@1.0.0 Prod a@1"]);
        (await AfterAsync(behindPackage)).ShouldBe(["r@1.0.0 Prod a@1"]);
        (await AfterAsync(behindAll)).ShouldBeEmpty();
        (await AfterAsync(noVersion)).Length.ShouldBe(3);

        async Task<string[]> AfterAsync(DependentPlace place) =>
            (await service.PageAsync("a", latestOnly: false, after: place)).Rows();
    }

    [Theory]
    [InlineData("b")]
    [InlineData("unheard-of")]
    [InlineData("no package name!")]
    public async Task A_package_that_nobody_depends_on_has_no_dependents(string name)
    {
        await StoreAsync(Head("b", "1.0.0: a@^1"));
        await using var service = await DependentsService.StartAsync(store, registry);

        var page = await service.PageAsync(name);

        (page.Dependents.Count, page.TotalCount, page.HasNext).ShouldBe((0, 0, false));
    }

    [Fact]
    public async Task A_count_alone_reads_no_head()
    {
        await StoreAsync(Head("b", "1.0.0: a@^1"));
        await using var service = await DependentsService.StartAsync(store, registry);
        await service.Indexer.Settled;

        (await service.PageAsync("a", first: 0)).TotalCount.ShouldBe(1);

        store.Reads.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_page_reads_the_heads_that_it_needs_together_and_once()
    {
        await StoreAsync([.. Enumerable.Range(10, 80).Select(i => Head($"p{i}", "1.0.0: a@^1", "1.0.1: a@^1"))]);
        await using var service = await DependentsService.StartAsync(store, registry);

        (await service.PageAsync("a", first: 40)).Dependents.Count.ShouldBe(40);
        (await service.PageAsync("a", first: 40)).Dependents.Count.ShouldBe(40);
        store.Reads.ShouldHaveSingleItem().Count.ShouldBe(40);

        store.Reads.Clear();
        var after = new DependentPlace("p49", "2.0.0", DependencyKind.Prod, "a");
        (await service.PageAsync("a", latestOnly: false, first: 40, after: after)).Dependents.Count.ShouldBe(40);
        store.Reads.ShouldHaveSingleItem().Count.ShouldBe(20);
    }

    [Fact]
    public async Task Nothing_is_fetched_or_revalidated_for_a_page_however_old_it_is()
    {
        await StoreAsync(Head("b", "1.0.0: a@^1"));
        await using var service = await DependentsService.StartAsync(store, registry);

        (await service.PageAsync("a")).Dependents.Count.ShouldBe(1);

        await service.StopAsync();
        registry.Total.ShouldBe(0);
    }

    [Fact]
    public async Task An_operation_sees_each_depending_package_once()
    {
        await StoreAsync(Head("b", "1.0.0: a@^1"));
        await using var service = await DependentsService.StartAsync(store, registry);
        using var session = service.Session();
        var query = new DependentsQuery
        {
            Package = "a",
            LatestOnly = false,
            First = 10,
        };
        (await service.Dependents.GetAsync(session, query)).Page!.Dependents.Count.ShouldBe(1);

        service.Loader.Update("b", record => record! with { Head = Head("b", "1.0.0: a@^1", "2.0.0: a@^1") }, null);

        (await service.Dependents.GetAsync(session, query)).Page!.Dependents.Count.ShouldBe(1);
        await service.UntilAsync("a", rows => rows.Length == 2);
    }

    private Task StoreAsync(params PackageHead[] heads) =>
        store.CommitAsync([.. heads.Select(head => Write(head))], TestContext.Current.CancellationToken);
}

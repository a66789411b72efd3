using DepGraph.Ingestion.Dependents;
using DepGraph.Ingestion.Tests.Fakes;
using DepGraph.Npm.Packuments;
using DepGraph.Storage;
using static DepGraph.Ingestion.Tests.Dependents.Declared;

namespace DepGraph.Ingestion.Tests.Dependents;

public sealed class TransitiveTests
{
    private const int Everything = 1_000;

    private readonly MemoryStore store = new();

    [Fact]
    public async Task Packages_come_once_by_distance_then_name_each_with_the_dependency_that_leads_nearer()
    {
        await StoreAsync(
            Head("b", "1.0.0: a@^1"),
            Head("c", "1.0.0: dev:a@^1 b@^1"),
            Head("d", "1.0.0: c@^3 b@^2"),
            Head("B", "1.0.0: d@^1"),
            Head("e", "1.0.0: d@^2 dev:d@^1"),
            Head("f", "1.0.0: other@^1")
        );
        await using var service = await DependentsService.StartAsync(store);

        (await RowsAsync(service, Everything)).ShouldBe([
            "1 b@1.0.0 Prod a@^1",
            "1 c@1.0.0 Dev a@^1",
            "2 d@1.0.0 Prod b@^2",
            "3 B@1.0.0 Prod d@^1",
            "3 e@1.0.0 Prod d@^2",
        ]);
        (await RowsAsync(service, 2)).ShouldBe(["1 b@1.0.0 Prod a@^1", "1 c@1.0.0 Dev a@^1", "2 d@1.0.0 Prod b@^2"]);
        (await RowsAsync(service, Everything, DependencyKinds.Prod)).ShouldBe([
            "1 b@1.0.0 Prod a@^1",
            "2 c@1.0.0 Prod b@^1",
            "2 d@1.0.0 Prod b@^2",
            "3 B@1.0.0 Prod d@^1",
            "3 e@1.0.0 Prod d@^2",
        ]);
    }

    [Fact]
    public async Task Only_latest_versions_lead_on()
    {
        await StoreAsync(Head("b", "1.0.0: a@^1"), Head("c", "1.0.0: b@^1", "2.0.0: other@^1"));
        await using var service = await DependentsService.StartAsync(store);

        (await RowsAsync(service, Everything)).ShouldBe(["1 b@1.0.0 Prod a@^1"]);
    }

    [Fact]
    public async Task A_cycle_ends_and_the_package_itself_is_not_among_its_dependents()
    {
        await StoreAsync(Head("a", "1.0.0: c@^1"), Head("b", "1.0.0: a@^1 b@^1"), Head("c", "1.0.0: b@^1"));
        await using var service = await DependentsService.StartAsync(store);

        (await RowsAsync(service, Everything)).ShouldBe(["1 b@1.0.0 Prod a@^1", "2 c@1.0.0 Prod b@^1"]);
    }

    [Fact]
    public async Task A_long_chain_is_followed_to_its_end()
    {
        await StoreAsync([
            .. Enumerable.Range(1, 400).Select(i => Head($"p{i:000}", $"1.0.0: {(i == 1 ? "a" : $"p{i - 1:000}")}@^1")),
        ]);
        await using var service = await DependentsService.StartAsync(store);

        var rows = await RowsAsync(service, Everything);

        rows.Count.ShouldBe(400);
        rows[^1].ShouldBe("400 p400@1.0.0 Prod p399@^1");
    }

    [Fact]
    public async Task Pages_are_of_one_state_whatever_changes_meanwhile()
    {
        await StoreAsync([.. Enumerable.Range(0, 30).Select(i => Head($"p{i:00}", "1.0.0: a@^1"))]);
        await using var service = await DependentsService.StartAsync(store);
        var query = new TransitiveQuery
        {
            Package = "a",
            Depth = 5,
            First = 10,
        };
        var first = await PageAsync(service, query);

        service.Loader.Update("new", _ => Record(Head("new", "1.0.0: a@^1")), null);
        await service.UntilAsync("a", rows => rows.Length == 31);
        var second = await PageAsync(service, query with { After = (first.Revision!, first.Indexes[^1]) });
        var third = await PageAsync(service, query with { After = (second.Revision!, second.Indexes[^1]) });

        (second.TotalCount, third.TotalCount, third.HasNext).ShouldBe((30, 30, false));
        ((DependentPage[])[first, second, third])
            .SelectMany(page => page.Dependents)
            .Select(dependent => dependent.Version.Name)
            .ShouldBe(Enumerable.Range(0, 30).Select(i => $"p{i:00}"));
    }

    [Fact]
    public async Task A_place_of_another_list_or_one_that_is_not_kept_is_told_to_be_expired()
    {
        await StoreAsync([.. Enumerable.Range(0, 5).Select(i => Head($"p{i}", "1.0.0: a@^1 b@^1"))]);
        await using var service = await DependentsService.StartAsync(store);
        var ofA = new TransitiveQuery
        {
            Package = "a",
            Depth = 5,
            First = 2,
        };
        var page = await PageAsync(service, ofA);
        var after = (page.Revision!, page.Indexes[^1]);

        (await AskAsync(service, ofA with { After = ("dunknown", 1) })).Code.ShouldBe("CURSOR_EXPIRED");
        (await AskAsync(service, ofA with { Package = "b", After = after })).Code.ShouldBe("CURSOR_EXPIRED");
        (await AskAsync(service, ofA with { Depth = 4, After = after })).Code.ShouldBe("CURSOR_EXPIRED");
        (await AskAsync(service, ofA with { After = after })).Page.ShouldNotBeNull().Dependents.Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_count_alone_reads_no_head_and_what_nobody_depends_on_counts_none()
    {
        await StoreAsync(Head("b", "1.0.0: a@^1"), Head("c", "1.0.0: b@^1"));
        await using var service = await DependentsService.StartAsync(store);
        var query = new TransitiveQuery
        {
            Package = "a",
            Depth = 9,
            First = 0,
        };

        (await PageAsync(service, query)).TotalCount.ShouldBe(2);
        (await PageAsync(service, query with { Package = "c" })).TotalCount.ShouldBe(0);
        (await PageAsync(service, query with { Package = "unknown", First = 5 })).TotalCount.ShouldBe(0);

        store.Reads.ShouldBeEmpty();
    }

    [Fact]
    public async Task Packages_that_came_since_the_names_were_sorted_stand_in_their_order()
    {
        await StoreAsync(Head("b", "1.0.0: a@^1"), Head("d", "1.0.0: b@^1"), Head("f", "1.0.0: b@^1"));
        await using var service = await DependentsService.StartAsync(store);
        await service.Indexer.Settled;
        foreach (var name in (string[])["g", "c", "e"])
        {
            service.Loader.Update(name, _ => Record(Head(name, "1.0.0: b@^1")), null);
        }

        await service.UntilAsync("b", rows => rows.Length == 5);

        (await RowsAsync(service, Everything))
            .Select(row => row.Split('@')[0])
            .ShouldBe(["1 b", "2 c", "2 d", "2 e", "2 f", "2 g"]);
    }

    private static async Task<List<string>> RowsAsync(
        Service service,
        int depth,
        DependencyKinds kinds = DependencyKinds.All
    )
    {
        var rows = new List<string>();
        var query = new TransitiveQuery
        {
            Package = "a",
            Depth = depth,
            Kinds = kinds,
            First = 2,
        };
        while (true)
        {
            var page = await PageAsync(service, query);
            rows.AddRange(page.Dependents.Select(d => $"{d.Depth} {d.Version} {d.Requirement.Kind} {d.Requirement}"));
            if (!page.HasNext)
            {
                rows.Count.ShouldBe((int)page.TotalCount);
                return rows;
            }

            query = query with { After = (page.Revision!, page.Indexes[^1]) };
        }
    }

    private static async Task<DependentPage> PageAsync(Service service, TransitiveQuery query) =>
        (await AskAsync(service, query)).Page.ShouldNotBeNull();

    private static async Task<DependentsAnswer> AskAsync(Service service, TransitiveQuery query)
    {
        using var session = service.Session();
        return await service.Dependents.GetAsync(session, query);
    }

    private static PackageRecord Record(PackageHead head) =>
        new()
        {
            Name = head.Name,
            Head = head,
            FetchedAt = DateTimeOffset.UnixEpoch,
        };

    private Task StoreAsync(params PackageHead[] heads) =>
        store.CommitAsync([.. heads.Select(head => Write(head))], TestContext.Current.CancellationToken);
}

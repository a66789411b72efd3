using DepGraph.Ingestion.Dependents;
using DepGraph.Ingestion.Tests.Fakes;
using DepGraph.Npm.Packuments;
using DepGraph.Storage;
using DepGraph.Testing;
using static DepGraph.Ingestion.Tests.Dependents.Declared;

namespace DepGraph.Ingestion.Tests.Dependents;

public sealed class DependentsIndexerTests
{
    private static readonly DependentsQuery OfA = new() { Package = "a", First = 10 };

    private readonly MemoryStore store = new();
    private readonly ScriptedRegistry registry = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_this_process_fetches_is_there_once_it_is_stored()
    {
        registry.Publish("b", "1.0.0", "a@^1");
        await using var service = await DependentsService.StartAsync(store, registry);
        await service.Indexer.Settled;

        using var session = service.Session();
        (await session.GetPackageAsync("b")).Head.ShouldNotBeNull();

        await service.UntilAsync("a", rows => rows.SequenceEqual(["b@1.0.0 Prod a@^1"]));
    }

    [Fact]
    public async Task What_another_process_stores_is_there_a_moment_later()
    {
        var time = new ManualTime();
        await using var service = await DependentsService.StartAsync(store, registry, time);
        await service.Indexer.Settled;

        await StoreAsync(Head("b", "1.0.0: a@^1"));

        await Service.Eventually(
            () => service.Indexer.State!.Of("a").Count(new(DependencyKinds.All, false)) == 1,
            meanwhile: () => time.Advance(TimeSpan.FromMilliseconds(250))
        );
    }

    [Fact]
    public async Task Versions_that_are_deleted_and_packages_that_vanish_are_taken_out()
    {
        await StoreAsync(Head("b", "1.0.0: a@^1", "2.0.0: a@^1"), Head("c", "1.0.0: a@^1"));
        await using var service = await DependentsService.StartAsync(store, registry);
        (await service.PageAsync("a", latestOnly: false)).TotalCount.ShouldBe(3);

        service.Loader.Update("b", _ => Record(Head("b", "1.0.0: a@^1")), null);
        service.Loader.Update("c", _ => Record("c", null), null);

        await service.UntilAsync("a", rows => rows.SequenceEqual(["b@1.0.0 Prod a@^1"]));
        await Service.Eventually(() => service.Indexer.State!.Of("a").Count(new(DependencyKinds.All, false)) == 1);
    }

    [Fact]
    public async Task What_is_stored_while_the_index_is_built_is_not_missed()
    {
        await StoreAsync(Head("b", "1.0.0: a@^1"), Head("c", "1.0.0: a@^1"));
        store.WhileScanning = () =>
        {
            store.WhileScanning = null;
            return StoreAsync(Head("b", "1.0.0: other@^1"), Head("d", "1.0.0: a@^1"));
        };
        await using var service = await DependentsService.StartAsync(store, registry);

        (await service.PageAsync("a")).Rows().ShouldBe(["c@1.0.0 Prod a@^1", "d@1.0.0 Prod a@^1"]);
    }

    [Fact]
    public async Task Who_asks_while_it_is_built_waits_for_it()
    {
        await StoreAsync(Head("b", "1.0.0: a@^1"));
        store.HoldReads = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var service = await DependentsService.StartAsync(store, registry);

        var asking = service.AskAsync(OfA);
        asking.IsCompleted.ShouldBeFalse();
        store.HoldReads.SetResult();

        (await asking).Page.ShouldNotBeNull().TotalCount.ShouldBe(1);
    }

    [Fact]
    public async Task Who_cannot_wait_so_long_is_told_to_come_back()
    {
        store.HoldReads = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var service = await DependentsService.StartAsync(store, registry, new ManualTime());

        var answer = await service.AskAsync(OfA, waitSeconds: 0);

        answer.Page.ShouldBeNull();
        answer.Code.ShouldBe("DEPENDENTS_INDEX_BUILDING");
        answer.RetryAfter.ShouldNotBeNull().ShouldBeGreaterThan(TimeSpan.Zero);
        store.HoldReads.SetResult();
    }

    [Fact]
    public async Task A_graph_that_outgrows_the_memory_has_no_dependents_and_everything_else()
    {
        await StoreAsync([.. Enumerable.Range(0, 200).Select(i => Head($"p{i}", "1.0.0: a@^1"))]);
        registry.Publish("a", "1.0.0");
        await using var service = await DependentsService.StartAsync(
            store,
            registry,
            configure: options => options.DependentsIndexBytes = 4_000
        );

        var answer = await service.AskAsync(OfA);

        (answer.Page, answer.Code, answer.RetryAfter).ShouldBe((null, "DEPENDENTS_INDEX_TOO_LARGE", null));
        answer.Message.ShouldNotBeNull().ShouldContain("Ingestion:DependentsIndexBytes is 4000");
        using var session = service.Session();
        (await session.GetPackageAsync("a")).Head.ShouldNotBeNull();
    }

    [Fact]
    public async Task A_graph_that_outgrows_the_memory_later_on_loses_its_dependents_then()
    {
        await using var service = await DependentsService.StartAsync(
            store,
            registry,
            configure: options => options.DependentsIndexBytes = 60_000
        );
        (await service.AskAsync(OfA)).Page.ShouldNotBeNull();

        for (var i = 0; i < 2_000; i++)
        {
            service.Loader.Update($"p{i}", _ => Record(Head($"p{i}", "1.0.0: a@^1 b@^1 c@^1")), null);
        }

        await Service.Eventually(() => service.Indexer.Failure is not null);
        (await service.AskAsync(OfA)).Code.ShouldBe("DEPENDENTS_INDEX_TOO_LARGE");
    }

    [Fact]
    public async Task A_store_that_fails_for_a_while_leaves_the_index_and_is_caught_up_with()
    {
        var time = new ManualTime();
        await StoreAsync(Head("b", "1.0.0: a@^1"));
        await using var service = await DependentsService.StartAsync(store, registry, time);
        await service.Indexer.Settled;

        store.ReadFailure = new StoreException(StoreFailure.Unavailable, "gone");
        await Service.Eventually(
            () => !service.Indexer.IsCurrent,
            meanwhile: () => time.Advance(TimeSpan.FromSeconds(1))
        );
        var meanwhile = (await service.AskAsync(OfA with { First = 0 })).Page.ShouldNotBeNull();
        (meanwhile.TotalCount, meanwhile.IsExact).ShouldBe((1, false));

        store.ReadFailure = null;
        await StoreAsync(Head("c", "1.0.0: a@^1"));
        await Service.Eventually(
            () =>
                service.Indexer.IsCurrent && service.Indexer.State!.Of("a").Count(new(DependencyKinds.All, true)) == 2,
            meanwhile: () => time.Advance(TimeSpan.FromSeconds(30))
        );
    }

    [Fact]
    public async Task A_store_that_cannot_be_read_at_the_start_is_tried_again()
    {
        var time = new ManualTime();
        await StoreAsync(Head("b", "1.0.0: a@^1"));
        store.ReadFailure = new StoreException(StoreFailure.Unavailable, "gone");
        await using var service = await DependentsService.StartAsync(store, registry, time);
        (await service.AskAsync(OfA, waitSeconds: 0)).Code.ShouldBe("DEPENDENTS_INDEX_BUILDING");

        store.ReadFailure = null;
        await Service.Eventually(
            () => service.Indexer.State is not null,
            meanwhile: () => time.Advance(TimeSpan.FromSeconds(30))
        );

        (await service.AskAsync(OfA)).Page.ShouldNotBeNull().TotalCount.ShouldBe(1);
    }

    private Task StoreAsync(params PackageHead[] heads) =>
        store.CommitAsync([.. heads.Select(head => Write(head))], Cancel);

    private static PackageRecord Record(PackageHead head) => Record(head.Name, head);

    private static PackageRecord Record(string name, PackageHead? head) =>
        new()
        {
            Name = name,
            Head = head,
            FetchedAt = DateTimeOffset.UnixEpoch,
        };
}

using DepGraph.Ingestion.Graph;
using DepGraph.Ingestion.RollUps;
using DepGraph.Ingestion.Tests.Fakes;
using DepGraph.Npm.Packuments;
using DepGraph.Npm.Resolution;
using DepGraph.Storage;

namespace DepGraph.Ingestion.Tests.Graph;

/// <summary>What full documents say of a whole set, where it is kept, and where it comes from.</summary>
public sealed class RollUpTests
{
    private readonly ScriptedRegistry registry = new ScriptedRegistry()
        .Publish("a", "1.0.0", "b@*", "c@*")
        .Publish("b", "1.0.0", "d@*")
        .Publish("c", "1.0.0")
        .Publish("d", "1.0.0");

    private readonly MemoryStore store = new();

    [Fact]
    public async Task They_are_the_same_object_as_long_as_nothing_was_replaced()
    {
        await using var service = await Service.StartAsync(registry, store, configure: Patience.Unlimited);

        var first = await AskAsync(service);
        var second = await AskAsync(service);

        second.ShouldBeSameAs(first);
        first.Licenses.ShouldBe([new LicenseCount(null, 3)]);
        first.Licenses.ShouldBeSameAs(second.Licenses);
        registry.Total.ShouldBe(4, "the root's head, and the others as full documents");
    }

    [Fact]
    public async Task A_replaced_document_makes_them_anew()
    {
        await using var service = await Service.StartAsync(registry, store, configure: Patience.Unlimited);
        var first = await AskAsync(service);
        registry.Publish("d", "1.0.1");

        await service.Ingestions.RefreshAsync("d");

        await Service.EventuallyAsync(async () => !ReferenceEquals(await AskAsync(service), first));
    }

    [Fact]
    public async Task An_operation_that_saw_a_document_before_it_was_replaced_does_not_take_what_is_kept()
    {
        await using var service = await Service.StartAsync(registry, store, configure: Patience.Unlimited);
        await AskAsync(service);
        using var session = service.Session();
        var before = await session.GetDetailsAsync("d");
        var set = await SetAsync(session);
        registry.Publish("d", "1.0.1");
        await service.Ingestions.RefreshAsync("d");
        await Service.EventuallyAsync(async () =>
        {
            using var other = service.Session();
            return !ReferenceEquals((await other.GetDetailsAsync("d")).Details, before.Details);
        });
        await AskAsync(service);

        var rollUps = await session.GetRollUpsAsync(set);

        rollUps.Documents["d"].Details.ShouldBeSameAs(before.Details);
        (await session.GetDetailsAsync("d")).Details.ShouldBeSameAs(before.Details);
    }

    [Fact]
    public async Task What_was_kept_counts_as_seen()
    {
        await using var service = await Service.StartAsync(registry, store, configure: Patience.Unlimited);
        var kept = await AskAsync(service);
        using var session = service.Session();
        await session.GetRollUpsAsync(await SetAsync(session));
        registry.Publish("d", "1.0.1");
        await service.Ingestions.RefreshAsync("d");
        await Service.EventuallyAsync(async () => !ReferenceEquals(await AskAsync(service), kept));

        (await session.GetDetailsAsync("d")).ShouldBeSameAs(kept.Documents["d"]);
    }

    [Fact]
    public async Task They_are_let_go_with_the_documents_that_leave_memory()
    {
        await using var service = await Service.StartAsync(
            registry,
            store,
            configure: options =>
            {
                Patience.Unlimited(options);
                options.DetailsCacheBytes = 4_000;
            }
        );
        var first = await AskAsync(service);
        await Service.Eventually(() => new[] { "b", "c", "d" }.All(name => store[name]?.Full is not null));
        var others = Enumerable.Range(0, 40).Select(i => $"other-{i}").ToList();

        foreach (var name in others)
        {
            registry.Publish(name, "1.0.0");
            using var session = service.Session();
            await session.GetDetailsAsync(name);
        }

        var asked = registry.Total;
        await Service.EventuallyAsync(async () => !ReferenceEquals(await AskAsync(service), first));
        registry.Total.ShouldBe(asked, "the store has the documents");
    }

    [Fact]
    public async Task What_is_too_large_for_the_memory_of_documents_is_made_anew_each_time()
    {
        await using var service = await Service.StartAsync(
            registry,
            store,
            configure: options =>
            {
                Patience.Unlimited(options);
                options.DetailsCacheBytes = 600;
            }
        );
        var first = await AskAsync(service);
        await Service.Eventually(() => new[] { "b", "c", "d" }.All(name => store[name]?.Full is not null));

        await Service.EventuallyAsync(async () => !ReferenceEquals(await AskAsync(service), first));
        var second = await AskAsync(service);

        second.Licenses.ShouldBe(first.Licenses);
        registry.Total.ShouldBe(4, "the store has the documents");
    }

    [Fact]
    public async Task After_a_restart_they_come_from_the_store_in_one_read()
    {
        await using (var service = await Service.StartAsync(registry, store, configure: Patience.Unlimited))
        {
            await AskAsync(service);
        }

        var asked = registry.Total;
        await using var restarted = await Service.StartAsync(registry, store, configure: Patience.Unlimited);

        (await AskAsync(restarted)).Licenses.ShouldBe([new LicenseCount(null, 3)]);

        registry.Total.ShouldBe(asked);
    }

    [Fact]
    public async Task Two_who_ask_a_cold_set_at_once_share_its_documents()
    {
        registry.Hold("b");
        await using var service = await Service.StartAsync(registry, store, configure: Patience.Unlimited);

        var first = AskAsync(service);
        var second = AskAsync(service);
        await Service.Eventually(() => registry.Asked("b") > 0 && registry.Asked("c") > 0);
        registry.Release("b");

        (await first).Licenses.ShouldBe((await second).Licenses);
        registry.Total.ShouldBe(4);
    }

    [Fact]
    public async Task A_client_that_leaves_takes_nothing_along()
    {
        registry.Hold("c");
        await using var service = await Service.StartAsync(registry, store, configure: Patience.Unlimited);
        using var leaving = new CancellationTokenSource();

        var left = AskAsync(service, leaving.Token);
        await Service.Eventually(() => registry.Asked("c") == 1 && registry.Asked("d") == 1);
        await leaving.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(left);
        registry.Release("c");

        (await AskAsync(service)).Licenses.ShouldBe([new LicenseCount(null, 3)]);
        registry.Total.ShouldBe(4);
    }

    [Fact]
    public async Task A_replica_has_a_worker_fetch_the_documents()
    {
        await using var worker = await Service.StartWorkerAsync(registry, store);
        await using var replica = await Service.StartReplicaAsync(store);

        var rollUps = await AskAsync(replica);

        rollUps.Licenses.ShouldBe([new LicenseCount(null, 3)]);
        registry.Asked("d").ShouldBe(1);
    }

    [Fact]
    public async Task What_a_replica_does_not_get_in_time_is_one_job_with_all_documents()
    {
        await using var replica = await Service.StartReplicaAsync(store);
        await using (var worker = await Service.StartWorkerAsync(registry, store))
        {
            await SetAsync(replica);
        }

        using var session = replica.Session(waitSeconds: 0);
        var rollUps = await session.GetRollUpsAsync(await SetAsync(session));

        var unknown = rollUps.Licenses.ShouldHaveSingleItem().Unknown.ShouldNotBeNull();
        unknown.Code.ShouldBe(AnswerCodes.Pending);
        var job = store.Enqueued.Single(job => job.IsKept);
        job.Id.ShouldBe(unknown.IngestionId);
        job.PackagesPending.ShouldBe(3);
        job.Spec.ShouldBe("a@1.0.0");
        await using var later = await Service.StartWorkerAsync(registry, store);
        await Service.EventuallyAsync(async () =>
            (await replica.Ingestions.FindAsync(job.Id, TestContext.Current.CancellationToken))?.State
            == IngestionState.Complete
        );
        (await AskAsync(replica)).Licenses.ShouldBe([new LicenseCount(null, 3)]);
    }

    private static async Task<DocumentRollUps> AskAsync(Service service, CancellationToken cancellationToken = default)
    {
        using var session = service.Session(cancellationToken: cancellationToken);
        return await session.GetRollUpsAsync(await SetAsync(session));
    }

    private static async Task SetAsync(Service service)
    {
        using var session = service.Session();
        var root = (await session.GetPackageAsync("a")).Head!.LatestVersion!;
        (await session.GetSetAsync(root, DependencyKinds.Runtime, maxDepth: null)).Value.IsComplete.ShouldBeTrue();
    }

    private static async Task<ClosureAnswer<DependencySet>> SetAsync(GraphSession session)
    {
        var root = (await session.GetPackageAsync("a")).Head!.LatestVersion!;
        return await session.GetDocumentedSetAsync(root, DependencyKinds.Runtime, maxDepth: null);
    }
}

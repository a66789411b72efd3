using DepGraph.Ingestion.Graph;
using DepGraph.Ingestion.Registry;
using DepGraph.Ingestion.Tests.Fakes;
using DepGraph.Npm.Resolution;
using DepGraph.Storage;

namespace DepGraph.Ingestion.Tests.Sources;

/// <summary>Processes that answer, and one that fetches for them, on one store. Nobody's time is over unless a test says so.</summary>
public sealed class ReplicaTests
{
    private static readonly CancellationToken Token = TestContext.Current.CancellationToken;

    private readonly ScriptedRegistry registry = new();
    private readonly MemoryStore store = new();

    [Fact]
    public async Task A_package_that_is_not_in_the_store_comes_from_a_worker()
    {
        registry.Publish("a", "1.0.0");
        await using var worker = await Service.StartWorkerAsync(registry, store);
        await using var replica = await Service.StartReplicaAsync(store);

        var answer = await PackageAsync(replica, "a");

        answer.Head!.Latest.ShouldBe("1.0.0");
        registry.Asked("a").ShouldBe(1);
        // Nobody was told of the job: it leaves nothing.
        await Service.Eventually(() => store.JobCount == 0);
    }

    [Fact]
    public async Task A_closure_is_one_job_however_deep_it_is()
    {
        registry
            .Publish("a", "1.0.0", "b@*", "x@*")
            .Publish("b", "1.0.0", "c@*")
            .Publish("c", "1.0.0", "d@*")
            .Publish("d", "1.0.0")
            .Publish("x", "1.0.0");
        await using var worker = await Service.StartWorkerAsync(registry, store);
        await using var replica = await Service.StartReplicaAsync(store);

        var set = await replica.SetAsync("a");

        set.Value.TotalCount.ShouldBe(4);
        set.Value.IsComplete.ShouldBeTrue();
        registry.Total.ShouldBe(5);
        store.Enqueued.Count(job => job.Kind == IngestionKind.Closure).ShouldBe(1);
        store.Enqueued.Count.ShouldBe(2, "one for the root, one for what is below it");
    }

    [Fact]
    public async Task Packages_that_are_asked_for_together_are_asked_for_once_each()
    {
        var names = Enumerable.Range(0, 250).Select(i => $"p{i}").ToList();
        names.ForEach(name => registry.Publish(name, "1.0.0"));
        await using var replica = await Service.StartReplicaAsync(store);
        using var session = replica.Session();
        // Nobody answers yet, so that all are asked for before the first is.
        var answers = await session.GetPackagesAsync(names);
        await Service.Eventually(() => store.Enqueued.Sum(job => job.PackagesPending) == names.Count);

        await using var worker = await Service.StartWorkerAsync(registry, store);

        (await Task.WhenAll(answers.Values)).ShouldAllBe(answer => answer.Status == HeadStatus.Found);
        store.Enqueued.ShouldAllBe(job => job.PackagesPending <= 100);
        names.ShouldAllBe(name => registry.Asked(name) == 1);
    }

    [Fact]
    public async Task A_package_that_no_registry_knows_is_not_found()
    {
        await using var worker = await Service.StartWorkerAsync(registry, store);
        await using var replica = await Service.StartReplicaAsync(store);

        (await PackageAsync(replica, "ghost")).Status.ShouldBe(HeadStatus.NotFound);
    }

    [Fact]
    public async Task A_failed_fetch_is_heard_of_long_before_the_deadline_and_by_every_replica()
    {
        registry.Fail("a");
        await using var worker = await Service.StartWorkerAsync(
            registry,
            store,
            options => options.FailureFreshness = TimeSpan.FromHours(1)
        );
        await using var replica = await Service.StartReplicaAsync(store);
        await using var other = await Service.StartReplicaAsync(store);

        var answer = await PackageAsync(replica, "a");
        var again = await PackageAsync(other, "a");

        answer.Status.ShouldBe(HeadStatus.Failed);
        answer.Code.ShouldBe("REGISTRY_UNAVAILABLE");
        answer.Message.ShouldBe("'a' cannot be had.");
        answer.IsRetryable.ShouldBeTrue();
        (again.Status, again.Message).ShouldBe((HeadStatus.Failed, "'a' cannot be had."));
        registry.Asked("a").ShouldBe(1);
    }

    [Fact]
    public async Task One_bad_package_is_a_problem_of_its_edge_only()
    {
        registry.Publish("a", "1.0.0", "bad@*", "b@*").Publish("b", "1.0.0");
        registry.Fail("bad", FailureKind.Unauthorized, isRetryable: false);
        await using var worker = await Service.StartWorkerAsync(registry, store);
        await using var replica = await Service.StartReplicaAsync(store);

        var set = (await replica.SetAsync("a")).Value;

        set.TotalCount.ShouldBe(1);
        set.IsComplete.ShouldBeFalse();
        set.Problems.ShouldHaveSingleItem().Message!.ShouldContain("'bad' cannot be had.");
    }

    [Fact]
    public async Task A_worker_in_which_something_breaks_says_so_to_who_waits()
    {
        await using var worker = await Service.StartWorkerAsync(new NoRegistry(), store);
        await using var replica = await Service.StartReplicaAsync(store);

        (await PackageAsync(replica, "a")).Code.ShouldBe("INGESTION_FAILED");
    }

    [Fact]
    public async Task A_job_that_is_parked_is_told_to_who_waits()
    {
        await using var replica = await Service.StartReplicaAsync(store);
        var answer = PackageAsync(replica, "a");
        await Service.Eventually(() => store.Unfinished.Count == 1);
        var dead = new LeaseTerms("the dead", TimeSpan.FromMilliseconds(1), MaxAttempts: 1);
        (await store.LeaseJobsAsync(1, IngestionPriority.Awaited, dead, Token)).Count.ShouldBe(1);

        await using var worker = await Service.StartWorkerAsync(registry, store, options => options.MaxAttempts = 1);

        var told = await answer;
        told.Code.ShouldBe("INGESTION_FAILED");
        told.Message!.ShouldContain("attempts");
    }

    [Fact]
    public async Task A_stale_head_answers_at_once_and_a_worker_revalidates_it()
    {
        registry.Publish("a", "1.0.0");
        await using var worker = await Service.StartWorkerAsync(registry, store);
        await using var replica = await Service.StartReplicaAsync(
            store,
            options => options.Freshness = TimeSpan.FromMilliseconds(1)
        );
        await PackageAsync(replica, "a");
        registry.Publish("a", "1.1.0");

        await Service.Eventually(() => Latest(replica, "a") == "1.1.0");
    }

    [Fact]
    public async Task A_head_that_is_confirmed_is_fresh_again()
    {
        registry.Publish("a", "1.0.0");
        await using var worker = await Service.StartWorkerAsync(registry, store);
        await using var replica = await Service.StartReplicaAsync(
            store,
            options => options.Freshness = TimeSpan.FromMilliseconds(1)
        );
        var first = await PackageAsync(replica, "a");

        PackageAnswer? later = null;
        await Service.Eventually(() =>
            (later = Known(replica, "a"))?.Record?.FetchedAt > first.Record!.FetchedAt && registry.NotModified > 0
        );

        later!.Head.ShouldBeSameAs(first.Head);
    }

    [Fact]
    public async Task A_full_document_comes_from_a_worker_too()
    {
        registry.Publish("a", "1.0.0");
        await using var worker = await Service.StartWorkerAsync(registry, store);
        await using var replica = await Service.StartReplicaAsync(store);
        using var session = replica.Session();

        var details = await session.GetDetailsAsync("a");

        details.Status.ShouldBe(HeadStatus.Found);
        details.Details!.Description.ShouldBe("The package a.");
        registry.Asked("a").ShouldBe(2);
    }

    [Fact]
    public async Task What_its_client_does_not_wait_for_is_an_ingestion_that_any_replica_shows_to_its_end()
    {
        registry.Publish("a", "1.0.0", "b@*").Publish("b", "1.0.0");
        registry.Hold("b");
        await using var worker = await Service.StartWorkerAsync(registry, store);
        await using var replica = await Service.StartReplicaAsync(store);
        await using var other = await Service.StartReplicaAsync(store);
        await PackageAsync(replica, "a");

        var partial = await replica.SetAsync("a", waitSeconds: 0);

        partial.IsPending.ShouldBeTrue();
        var ingestion = (await other.Ingestions.FindAsync(partial.IngestionId!, Token))!;
        ingestion.Spec.ShouldBe("a@1.0.0");
        await using var progress = (
            await other.Ingestions.FollowAsync(partial.IngestionId!, Token)
        )!.GetAsyncEnumerator(Token);
        (await progress.MoveNextAsync()).ShouldBeTrue();
        registry.Release("b");
        var last = progress.Current;
        while (await progress.MoveNextAsync())
        {
            last = progress.Current;
        }

        (last.State, last.PackagesFetched).ShouldBe((IngestionState.Complete, 2));
        (await other.SetAsync("a")).Value.IsComplete.ShouldBeTrue();
    }

    [Fact]
    public async Task A_package_that_its_client_does_not_wait_for_is_an_ingestion_as_well()
    {
        registry.Publish("a", "1.0.0");
        await using var replica = await Service.StartReplicaAsync(store);
        using var session = replica.Session(waitSeconds: 0);

        var pending = await session.GetPackageAsync("a");

        pending.Status.ShouldBe(HeadStatus.Pending);
        (await store.FindIngestionAsync(pending.IngestionId!, Token))!.Spec.ShouldBe("a");
        await using var worker = await Service.StartWorkerAsync(registry, store);
        await EndedAsync(replica, pending.IngestionId!, IngestionState.Complete);
        (await PackageAsync(replica, "a")).Status.ShouldBe(HeadStatus.Found);
    }

    [Fact]
    public async Task An_ingestion_that_is_asked_for_at_a_replica_is_done_by_a_worker()
    {
        registry.Publish("a", "1.0.0", "b@*").Publish("b", "1.0.0");
        await using var replica = await Service.StartReplicaAsync(store);
        var id = (await replica.Ingestions.IngestAsync("a", Token)).Ingestion!.Id;
        store.Unfinished.ShouldHaveSingleItem().Id.ShouldBe(id);

        await using var worker = await Service.StartWorkerAsync(registry, store);

        (await EndedAsync(replica, id, IngestionState.Complete)).PackagesFetched.ShouldBe(2);
        store.Names.ShouldBe(["a", "b"], ignoreOrder: true);
    }

    [Fact]
    public async Task The_same_spec_asked_for_at_two_replicas_is_one_ingestion()
    {
        await using var replica = await Service.StartReplicaAsync(store);
        await using var other = await Service.StartReplicaAsync(store);

        var one = (await replica.Ingestions.IngestAsync("a", Token)).Ingestion!;
        var same = (await other.Ingestions.IngestAsync("a", Token)).Ingestion!;

        same.Id.ShouldBe(one.Id);
    }

    [Fact]
    public async Task A_refresh_asks_the_registry_anew_and_every_replica_sees_what_came()
    {
        registry.Publish("a", "1.0.0");
        await using var worker = await Service.StartWorkerAsync(registry, store);
        await using var replica = await Service.StartReplicaAsync(store);
        await using var other = await Service.StartReplicaAsync(store);
        await PackageAsync(replica, "a");
        await PackageAsync(other, "a");
        registry.Publish("a", "1.1.0");

        var id = (await replica.Ingestions.RefreshAsync("a", Token)).Ingestion!.Id;

        await EndedAsync(replica, id, IngestionState.Complete);
        await Service.Eventually(() => Latest(replica, "a") == "1.1.0" && Latest(other, "a") == "1.1.0");
    }

    [Fact]
    public async Task Cancelling_at_a_replica_stops_the_worker()
    {
        registry.Publish("a", "1.0.0", "slow@*").Publish("slow", "1.0.0", "b@*").Publish("b", "1.0.0");
        registry.Hold("slow");
        await using var worker = await Service.StartWorkerAsync(registry, store);
        await using var replica = await Service.StartReplicaAsync(store);
        var id = (await replica.Ingestions.IngestAsync("a", Token)).Ingestion!.Id;
        await Service.Eventually(() => registry.Asked("slow") == 1);

        (await replica.Ingestions.CancelAsync(id, Token))!.State.ShouldBe(IngestionState.Cancelled);

        await Service.Eventually(() => worker.Board.Find(id) is null);
        registry.Release("slow");
        await Service.Eventually(() => store["slow"] is not null);
        registry.Asked("b").ShouldBe(0);
        (await replica.Ingestions.FindAsync(id, Token))!.State.ShouldBe(IngestionState.Cancelled);
    }

    [Fact]
    public async Task A_store_that_fails_is_told_as_what_it_is()
    {
        store.WriteFailure = new StoreException(StoreFailure.Full, "The disk is full.");
        await using var replica = await Service.StartReplicaAsync(store);

        var answer = await PackageAsync(replica, "a");

        (answer.Code, answer.IsRetryable).ShouldBe(("STORE_UNAVAILABLE", true));
    }

    [Fact]
    public async Task A_replica_that_stops_answers_who_waits()
    {
        await using var replica = await Service.StartReplicaAsync(store);
        var answer = PackageAsync(replica, "a");
        await Service.Eventually(() => !store.Enqueued.IsEmpty);

        await replica.Graph.StopFetchingAsync();

        (await answer).Code.ShouldBe("STOPPING");
    }

    private static async Task<PackageAnswer> PackageAsync(Service service, string name)
    {
        using var session = service.Session();
        return await session.GetPackageAsync(name);
    }

    private static PackageAnswer? Known(Service service, string name)
    {
        using var session = service.Session();
        return session.TryGetPackage(name);
    }

    private static string? Latest(Service service, string name) => PackageAsync(service, name).Result.Head?.Latest;

    private static async Task<IngestionRecord> EndedAsync(Service service, string id, IngestionState state)
    {
        IngestionRecord? found = null;
        await Service.Eventually(() =>
            (found = service.Ingestions.FindAsync(id).AsTask().Result) is { FinishedAt: not null }
        );
        found!.State.ShouldBe(state, found.Error);
        return found;
    }
}

using DepGraph.Ingestion.Graph;
using DepGraph.Ingestion.Registry;
using DepGraph.Ingestion.Tests.Fakes;
using DepGraph.Npm.Resolution;
using DepGraph.Storage;
using DepGraph.Testing;

namespace DepGraph.Ingestion.Tests.Graph;

public sealed class PackageTests
{
    private readonly ScriptedRegistry registry = new();
    private readonly MemoryStore store = new();
    private readonly ManualTime time = new();

    [Fact]
    public async Task A_package_is_fetched_on_first_use_and_answers_synchronously_from_then_on()
    {
        registry.Publish("a", "1.0.0");
        await using var service = await Service.StartAsync(registry, store, configure: Patience.Unlimited);

        using var first = service.Session();
        (await first.GetPackageAsync("a")).Head!.Latest.ShouldBe("1.0.0");
        using var second = service.Session();
        var answer = second.GetPackageAsync("a");

        answer.IsCompletedSuccessfully.ShouldBeTrue();
        (await answer).Status.ShouldBe(HeadStatus.Found);
        registry.Asked("a").ShouldBe(1);
    }

    [Fact]
    public async Task A_hundred_concurrent_operations_cause_one_request()
    {
        registry.Publish("a", "1.0.0");
        registry.Hold("a");
        await using var service = await Service.StartAsync(registry, store, configure: Patience.Unlimited);
        var sessions = Enumerable.Range(0, 100).Select(_ => service.Session()).ToList();

        var answers = sessions.Select(session => session.GetPackageAsync("a").AsTask()).ToList();
        registry.Release("a");

        (await Task.WhenAll(answers)).ShouldAllBe(answer => answer.Status == HeadStatus.Found);
        registry.Asked("a").ShouldBe(1);
        sessions.ForEach(session => session.Dispose());
    }

    [Fact]
    public async Task What_one_operation_asks_for_together_is_one_read_of_the_store()
    {
        var names = Enumerable.Range(0, 200).Select(i => $"p{i}").ToList();
        names.ForEach(name => registry.Publish(name, "1.0.0"));
        await using (var former = await Service.StartAsync(registry, store, configure: Patience.Unlimited))
        {
            using var filling = former.Session();
            await Task.WhenAll(names.Select(name => filling.GetPackageAsync(name).AsTask()));
        }

        store.Reads.Clear();
        registry.Down = Outage;
        store.HoldReads = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var service = await Service.StartAsync(registry, store, configure: Patience.Unlimited);
        using var session = service.Session();

        var answers = names.Select(name => session.GetPackageAsync(name).AsTask()).ToList();
        store.HoldReads.SetResult();

        (await Task.WhenAll(answers)).ShouldAllBe(answer => answer.Status == HeadStatus.Found);
        // The reads that start first may take a part each; whatever comes meanwhile is one more.
        store.Reads.Count.ShouldBeLessThanOrEqualTo(3);
        store.Reads.Sum(read => read.Count).ShouldBe(200);
    }

    [Fact]
    public async Task Packages_of_one_request_are_exactly_one_read_and_none_waits_for_the_registry()
    {
        var names = Enumerable.Range(0, 200).Select(i => $"p{i}").ToList();
        names.ForEach(name => registry.Publish(name, "1.0.0"));
        await using (var former = await Service.StartAsync(registry, store, configure: Patience.Unlimited))
        {
            using var filling = former.Session();
            await Task.WhenAll(names.Select(name => filling.GetPackageAsync(name).AsTask()));
        }

        store.Reads.Clear();
        registry.Publish("late", "1.0.0").Hold("late");
        await using var service = await Service.StartAsync(registry, store, configure: Patience.Unlimited);
        using var session = service.Session();

        var answers = await session.GetPackagesAsync([.. names, "late"]);

        store.Reads.ShouldHaveSingleItem().Count.ShouldBe(201);
        names.ShouldAllBe(name => answers[name].IsCompletedSuccessfully);
        answers["late"].IsCompleted.ShouldBeFalse();
        registry.Release("late");
        (await answers["late"]).Status.ShouldBe(HeadStatus.Found);
    }

    [Fact]
    public async Task After_a_restart_the_store_answers_without_the_registry()
    {
        registry.Publish("a", "1.0.0", "b@^1").Publish("b", "1.2.0");
        await using (var former = await Service.StartAsync(registry, store, configure: Patience.Unlimited))
        {
            (await former.SetAsync("a")).Value.TotalCount.ShouldBe(1);
        }

        registry.Down = Outage;
        var before = registry.Total;
        await using var service = await Service.StartAsync(registry, store, configure: Patience.Unlimited);

        var set = (await service.SetAsync("a", waitSeconds: 0)).Value;

        set.Entries.Select(entry => entry.Version.ToString()).ShouldBe(["b@1.2.0"]);
        set.IsComplete.ShouldBeTrue();
        registry.Total.ShouldBe(before);
    }

    [Fact]
    public async Task A_stale_head_answers_at_once_and_is_revalidated_behind()
    {
        registry.Publish("a", "1.0.0");
        await using var service = await Service.StartAsync(registry, store, time);
        using (var first = service.Session())
        {
            await first.GetPackageAsync("a");
        }

        registry.Publish("a", "1.1.0");
        time.Advance(TimeSpan.FromMinutes(6));
        registry.Hold("a");
        using (var stale = service.Session())
        {
            var answer = stale.GetPackageAsync("a");
            answer.IsCompletedSuccessfully.ShouldBeTrue();
            (await answer).Head!.Latest.ShouldBe("1.0.0");
            stale.IsStale((await answer).Record!).ShouldBeTrue();
        }

        registry.Release("a");
        await Service.Eventually(() => Latest(service, "a") == "1.1.0");
        registry.Asked("a").ShouldBe(2);
    }

    [Fact]
    public async Task Who_saw_a_head_stale_asks_for_nothing_that_has_landed_since()
    {
        registry.Publish("a", "1.0.0");
        await using var service = await Service.StartAsync(registry, store, time);
        (await GetAsync(service, "a")).Head.ShouldNotBeNull();
        time.Advance(TimeSpan.FromMinutes(6));
        var seen = time.GetUtcNow().UtcTicks;
        await service.Loader.RevalidateAsync("a", CancellationToken.None);
        var entry = service.Heads.Entries.Find("a").ShouldNotBeNull();

        service.Loader.RevalidateBehind(entry, seen);

        entry.Flight.ShouldBeNull();
        registry.Asked("a").ShouldBe(2);
    }

    [Fact]
    public async Task An_unmodified_head_stays_the_same_object_and_is_fresh_again()
    {
        registry.Publish("a", "1.0.0");
        await using var service = await Service.StartAsync(registry, store, time);
        using var before = service.Session();
        var head = (await before.GetPackageAsync("a")).Head;
        time.Advance(TimeSpan.FromMinutes(6));

        using (var stale = service.Session())
        {
            await stale.GetPackageAsync("a");
        }

        await Service.Eventually(() => registry.NotModified == 1);
        await Service.Eventually(() =>
        {
            using var after = service.Session();
            var record = after.GetPackageAsync("a").Result.Record!;
            return !after.IsStale(record) && ReferenceEquals(record.Head, head);
        });
        registry.Asked("a").ShouldBe(2);
    }

    [Fact]
    public async Task One_operation_sees_a_head_once_even_when_it_changes_meanwhile()
    {
        registry.Publish("a", "1.0.0");
        await using var service = await Service.StartAsync(registry, store, configure: Patience.Unlimited);
        using var session = service.Session();
        var seen = (await session.GetPackageAsync("a")).Head;

        registry.Publish("a", "2.0.0");
        await service.Ingestions.RefreshAsync("a", TestContext.Current.CancellationToken);
        await Service.Eventually(() => Latest(service, "a") == "2.0.0");

        (await session.GetPackageAsync("a")).Head.ShouldBeSameAs(seen);
        session.Find("a").Head.ShouldBeSameAs(seen);
    }

    [Fact]
    public async Task One_operation_resolves_in_the_head_that_it_saw_even_when_it_changes_meanwhile()
    {
        registry.Publish("a", "1.0.0", "b@^1", "c@^1").Publish("b", "1.0.0").Publish("c", "1.0.0");
        await using var service = await Service.StartAsync(registry, store, configure: Patience.Unlimited);
        await service.SetAsync("a");
        using var session = service.Session();
        var root = (await session.GetPackageAsync("a")).Head![0];
        (await session.ResolveAsync(root.Requirements[0])).Resolution.Target!.Version.ShouldBe("1.0.0");

        registry.Publish("b", "1.1.0").Publish("c", "1.1.0");
        await service.Ingestions.RefreshAsync("b", TestContext.Current.CancellationToken);
        await service.Ingestions.RefreshAsync("c", TestContext.Current.CancellationToken);
        await Service.Eventually(() =>
            service.SetAsync("a").Result.Value.Entries.All(entry => entry.Version.Version == "1.1.0")
        );

        (await session.ResolveAsync(root.Requirements[0])).Resolution.Target!.Version.ShouldBe("1.0.0");
        (await session.GetPackageAsync("b")).Head!.Latest.ShouldBe("1.0.0");
        (await session.ResolveAsync(root.Requirements[1])).Resolution.Target!.Version.ShouldBe("1.1.0");
    }

    [Fact]
    public async Task One_operation_resolves_in_the_head_that_it_saw_even_when_that_leaves_memory_meanwhile()
    {
        registry.Publish("a", "1.0.0", "b@^1").Publish("b", "1.0.0");
        await using var service = await Service.StartAsync(registry, store, configure: Patience.Unlimited);
        await service.SetAsync("a");
        using var session = service.Session();
        var root = (await session.GetPackageAsync("a")).Head![0];
        var before = (await session.ResolveAsync(root.Requirements[0])).Resolution.Target;

        await Service.Eventually(() => service.Heads.Entries.TryRemove(service.Heads.Entries.Find("b")!));
        (await service.SetAsync("a")).IsPending.ShouldBeFalse();

        (await session.ResolveAsync(root.Requirements[0])).Resolution.Target.ShouldBeSameAs(before);
    }

    [Fact]
    public async Task A_missing_package_is_remembered_for_a_while_and_then_asked_for_before_the_answer()
    {
        await using var service = await Service.StartAsync(registry, store, time);
        (await GetAsync(service, "ghost")).Status.ShouldBe(HeadStatus.NotFound);
        (await GetAsync(service, "ghost")).Code.ShouldBe(AnswerCodes.PackageNotFound);
        registry.Asked("ghost").ShouldBe(1);

        registry.Publish("ghost", "1.0.0");
        time.Advance(TimeSpan.FromMinutes(2));

        (await GetAsync(service, "ghost")).Status.ShouldBe(HeadStatus.Found);
    }

    [Fact]
    public async Task Without_the_registry_a_missing_package_stays_missing_and_a_stale_one_stays_known()
    {
        registry.Publish("a", "1.0.0");
        await using var service = await Service.StartAsync(registry, store, time);
        await GetAsync(service, "a");
        await GetAsync(service, "ghost");
        time.Advance(TimeSpan.FromHours(1));
        registry.Down = Outage;

        (await GetAsync(service, "a")).Status.ShouldBe(HeadStatus.Found);
        (await GetAsync(service, "ghost")).Status.ShouldBe(HeadStatus.NotFound);
    }

    [Fact]
    public async Task Without_the_registry_an_unknown_package_fails_retryably_and_is_not_asked_for_at_every_turn()
    {
        registry.Down = Outage;
        await using var service = await Service.StartAsync(registry, store, time);

        var answer = await GetAsync(service, "a");
        await GetAsync(service, "a");

        answer.Status.ShouldBe(HeadStatus.Failed);
        answer.Code.ShouldBe("REGISTRY_UNAVAILABLE");
        answer.IsRetryable.ShouldBeTrue();
        answer.Message.ShouldBe("The registry is down.");
        registry.Asked("a").ShouldBe(1);

        registry.Down = null;
        registry.Publish("a", "1.0.0");
        time.Advance(TimeSpan.FromSeconds(6));
        (await GetAsync(service, "a")).Status.ShouldBe(HeadStatus.Found);
    }

    [Fact]
    public async Task A_name_that_no_package_can_have_is_never_asked_for()
    {
        await using var service = await Service.StartAsync(registry, store, configure: Patience.Unlimited);

        var answer = await GetAsync(service, "../etc/passwd");

        answer.Status.ShouldBe(HeadStatus.NotFound);
        answer.Code.ShouldBe(AnswerCodes.InvalidName);
        registry.Total.ShouldBe(0);
        store.Reads.ShouldBeEmpty();
    }

    [Fact]
    public async Task When_its_time_is_over_an_operation_gets_pending_with_an_ingestion_that_ends_by_itself()
    {
        registry.Publish("a", "1.0.0");
        registry.Hold("a");
        await using var service = await Service.StartAsync(registry, store, configure: Patience.Unlimited);

        using var session = service.Session(waitSeconds: 0);
        var answer = await session.GetPackageAsync("a");

        answer.Status.ShouldBe(HeadStatus.Pending);
        answer.IsRetryable.ShouldBeTrue();
        var running = (await service.Ingestions.FindAsync(answer.IngestionId!, TestContext.Current.CancellationToken))!;
        running.State.ShouldBe(IngestionState.Running);
        running.PackagesPending.ShouldBe(1);
        (await session.GetPackageAsync("a")).ShouldBeSameAs(answer);

        registry.Release("a");
        await Service.Eventually(() => State(service, answer.IngestionId!) == IngestionState.Complete);
        (await GetAsync(service, "a")).Status.ShouldBe(HeadStatus.Found);
        registry.Asked("a").ShouldBe(1);
    }

    [Fact]
    public async Task The_wait_is_the_clients_within_the_configured_bounds()
    {
        registry.Hold("a");
        await using var service = await Service.StartAsync(registry, store, time);

        service.Graph.WaitOf(null).ShouldBe(TimeSpan.FromSeconds(10));
        service.Graph.WaitOf(TimeSpan.FromHours(1)).ShouldBe(TimeSpan.FromSeconds(60));
        service.Graph.WaitOf(TimeSpan.FromSeconds(-1)).ShouldBe(TimeSpan.Zero);

        using var session = service.Session(waitSeconds: 20);
        var answer = session.GetPackageAsync("a").AsTask();
        await Service.Eventually(() => registry.Asked("a") == 1);
        time.Advance(TimeSpan.FromSeconds(19));
        answer.IsCompleted.ShouldBeFalse();
        await Service.Eventually(() => answer.IsCompleted, () => time.Advance(TimeSpan.FromSeconds(1)));
        (await answer).Status.ShouldBe(HeadStatus.Pending);
    }

    [Fact]
    public async Task A_client_that_leaves_does_not_take_the_fetch_with_it()
    {
        registry.Publish("a", "1.0.0");
        registry.Hold("a");
        await using var service = await Service.StartAsync(registry, store, configure: Patience.Unlimited);
        using var leaving = new CancellationTokenSource();
        using var session = service.Session(cancellationToken: leaving.Token);

        var answer = session.GetPackageAsync("a").AsTask();
        await leaving.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(answer);

        registry.Release("a");
        (await GetAsync(service, "a")).Status.ShouldBe(HeadStatus.Found);
        registry.Asked("a").ShouldBe(1);
    }

    [Fact]
    public async Task A_store_that_cannot_be_read_is_gone_around()
    {
        registry.Publish("a", "1.0.0");
        store.ReadFailure = new StoreException(StoreFailure.Unavailable, "The disk is gone.");
        await using var service = await Service.StartAsync(registry, store, configure: Patience.Unlimited);

        (await GetAsync(service, "a")).Status.ShouldBe(HeadStatus.Found);
    }

    [Fact]
    public async Task Memory_stays_within_its_bound_and_evicted_heads_come_back_from_the_store()
    {
        var names = Enumerable.Range(0, 3_000).Select(i => $"p{i}").ToList();
        names.ForEach(name => registry.Publish(name, "1.0.0"));
        await using var service = await Service.StartAsync(
            registry,
            store,
            configure: options =>
            {
                Patience.Unlimited(options);
                options.HeadCacheBytes = 1 << 20;
            }
        );
        using (var session = service.Session())
        {
            await Task.WhenAll(names.Select(name => session.GetPackageAsync(name).AsTask()));
        }

        await Service.Eventually(() => store.Names.Count == 3_000);
        using (var touch = service.Session())
        {
            await Task.WhenAll(names.Select(name => touch.GetPackageAsync(name).AsTask()));
        }

        var next = 0;
        await Service.Eventually(
            () => service.Heads.Entries.Bytes <= 1 << 20,
            () => GetAsync(service, names[next++]).AsTask().Wait()
        );
        registry.Total.ShouldBe(3_000);
    }

    [Fact]
    public async Task The_full_document_is_fetched_when_it_is_asked_for_and_kept_across_restarts()
    {
        registry.Publish("a", "1.0.0");
        await using (var service = await Service.StartAsync(registry, store, configure: Patience.Unlimited))
        {
            using var session = service.Session();
            (await session.GetDetailsAsync("a")).Details!.Description.ShouldBe("The package a.");
            (await session.GetDetailsAsync("ghost")).Status.ShouldBe(HeadStatus.NotFound);
            session.GetDetailsAsync("a").IsCompletedSuccessfully.ShouldBeTrue();
            registry.Asked("a").ShouldBe(2);
        }

        registry.Down = Outage;
        await using var restarted = await Service.StartAsync(registry, store, configure: Patience.Unlimited);
        using var later = restarted.Session();
        (await later.GetDetailsAsync("a")).Details!.Description.ShouldBe("The package a.");
    }

    [Fact]
    public async Task A_full_document_in_the_store_is_the_answer_for_who_waits_for_nothing_too()
    {
        registry.Publish("a", "1.0.0");
        await using (var former = await Service.StartAsync(registry, store))
        {
            using var filling = former.Session();
            await filling.GetDetailsAsync("a");
        }

        registry.Down = Outage;
        await using var service = await Service.StartAsync(registry, store);
        using var session = service.Session(waitSeconds: 0);
        (await session.GetPackageAsync("a")).Status.ShouldBe(HeadStatus.Found);
        store.HoldReads = new(TaskCreationOptions.RunContinuationsAsynchronously);

        var answer = session.GetDetailsAsync("a").AsTask();
        answer.IsCompleted.ShouldBeFalse();
        store.HoldReads.SetResult();

        (await answer).Details.ShouldNotBeNull().Description.ShouldBe("The package a.");
    }

    [Fact]
    public async Task One_operation_sees_a_full_document_once_even_when_it_changes_meanwhile()
    {
        registry.Publish("a", "1.0.0");
        await using var service = await Service.StartAsync(registry, store, time);
        using var session = service.Session();
        var seen = await session.GetDetailsAsync("a");

        registry.Publish("a", "1.1.0");
        time.Advance(TimeSpan.FromMinutes(6));
        await Service.Eventually(() =>
        {
            using var other = service.Session();
            return other.GetDetailsAsync("a").AsTask().Result.Details != seen.Details;
        });

        (await session.GetDetailsAsync("a")).ShouldBeSameAs(seen);
    }

    [Fact]
    public async Task What_became_known_while_the_store_was_read_is_not_undone_by_what_it_has()
    {
        registry.Publish("a", "1.0.0");
        await using (var former = await Service.StartAsync(registry, store, configure: Patience.Unlimited))
        {
            await GetAsync(former, "a");
        }

        store.HoldReads = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var service = await Service.StartAsync(registry, store, configure: Patience.Unlimited);
        using var session = service.Session();
        var answer = session.GetPackageAsync("a").AsTask();
        var later = store["a"]! with { ETag = "later" };
        service.Graph.Heads.Update("a", _ => later, details: null);
        store.HoldReads.SetResult();

        (await answer).Record.ShouldBeSameAs(later);
    }

    internal static RegistryAnswer.Failed Outage { get; } =
        new(FailureKind.Unavailable, "The registry is down.", null, IsRetryable: true);

    private static async ValueTask<PackageAnswer> GetAsync(Service service, string name)
    {
        using var session = service.Session();
        return await session.GetPackageAsync(name);
    }

    private static string? Latest(Service service, string name)
    {
        using var session = service.Session();
        return session.Find(name).Head?.Latest;
    }

    private static IngestionState? State(Service service, string id) =>
        service.Ingestions.FindAsync(id).AsTask().GetAwaiter().GetResult()?.State;
}

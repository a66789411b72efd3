using DepGraph.Ingestion.Tests.Fakes;
using DepGraph.Ingestion.Tests.Graph;
using DepGraph.Storage;
using DepGraph.Storage.Querying;
using DepGraph.Testing;

namespace DepGraph.Ingestion.Tests.Jobs;

public sealed class IngestionTests
{
    private static readonly CancellationToken Token = TestContext.Current.CancellationToken;

    private static readonly PageQuery<IngestionRecord> All = new() { Order = IngestionFields.Newest, Limit = 10 };

    private readonly ScriptedRegistry registry = new();
    private readonly MemoryStore store = new();
    private readonly ManualTime time = new();

    [Fact]
    public async Task An_ingestion_is_durable_before_it_is_answered_and_fills_the_graph()
    {
        registry
            .Publish("a", "1.0.0", "b@*")
            .Publish("a", "2.0.0")
            .PublishOptional("b", "1.0.0", "c@*")
            .Publish("c", "1.0.0");
        registry.Hold("a");
        await using var service = await Service.StartAsync(registry, store);

        var accepted = (await service.Ingestions.IngestAsync("a@^1", Token)).Ingestion!;
        (await store.FindIngestionAsync(accepted.Id, Token)).ShouldNotBeNull().Spec.ShouldBe("a@^1");
        registry.Release("a");
        var ended = await EndedAsync(service, accepted.Id);

        ended.State.ShouldBe(IngestionState.Complete);
        (ended.PackagesFetched, ended.PackagesPending).ShouldBe((3, 0));
        ended.StartedAt.ShouldNotBeNull();
        ended.FinishedAt.ShouldNotBeNull();
        // Complete means: in the graph, durably.
        store.Names.ShouldBe(["a", "b", "c"], ignoreOrder: true);
    }

    [Fact]
    public async Task Progress_is_seen_while_it_runs()
    {
        registry.Publish("a", "1.0.0", "b@*", "c@*").Publish("b", "1.0.0").Publish("c", "1.0.0");
        registry.Hold("c");
        await using var service = await Service.StartAsync(registry, store);
        var id = (await service.Ingestions.IngestAsync("a", Token)).Ingestion!.Id;

        await Service.Eventually(() =>
            service.Ingestions.FindAsync(id).Result
                is { State: IngestionState.Running, PackagesFetched: 2, PackagesPending: 1 }
        );
        await Service.Eventually(() => store.FindIngestionAsync(id).Result!.State == IngestionState.Running);
        registry.Release("c");

        (await EndedAsync(service, id)).PackagesFetched.ShouldBe(3);
    }

    [Theory]
    [InlineData("a b", "INVALID_SPEC")]
    [InlineData("", "INVALID_SPEC")]
    [InlineData("a@git+ssh://host/x.git", "UNSUPPORTED_SPEC")]
    [InlineData("./folder", "INVALID_SPEC")]
    public async Task A_spec_that_names_no_package_of_the_registry_is_refused(string spec, string code)
    {
        await using var service = await Service.StartAsync(registry, store);

        var request = await service.Ingestions.IngestAsync(spec, Token);

        request.Ingestion.ShouldBeNull();
        request.Code.ShouldBe(code);
        request.Message!.ShouldContain(spec);
    }

    [Fact]
    public async Task A_root_that_cannot_be_had_fails_with_the_reason()
    {
        registry.Publish("a", "1.0.0");
        await using var service = await Service.StartAsync(registry, store);

        var ghost = await EndedAsync(service, (await service.Ingestions.IngestAsync("ghost", Token)).Ingestion!.Id);
        var range = await EndedAsync(service, (await service.Ingestions.IngestAsync("a@^9", Token)).Ingestion!.Id);
        registry.Down = PackageTests.Outage;
        var down = await EndedAsync(service, (await service.Ingestions.IngestAsync("other", Token)).Ingestion!.Id);

        ghost.State.ShouldBe(IngestionState.Failed);
        ghost.Error!.ShouldContain("ghost");
        range.State.ShouldBe(IngestionState.Failed);
        range.Error!.ShouldContain("^9");
        down.State.ShouldBe(IngestionState.Failed);
        down.Error.ShouldBe("The registry is down.");
    }

    [Fact]
    public async Task A_package_below_that_cannot_be_had_makes_it_partial()
    {
        registry.Publish("a", "1.0.0", "b@*", "bad@*").Publish("b", "1.0.0");
        registry.Fail("bad");
        await using var service = await Service.StartAsync(registry, store);

        var ended = await EndedAsync(service, (await service.Ingestions.IngestAsync("a", Token)).Ingestion!.Id);

        ended.State.ShouldBe(IngestionState.Partial);
        ended.Error!.ShouldContain("bad");
    }

    [Fact]
    public async Task A_cancelled_one_ends_at_once_and_a_waiting_request_keeps_its_closure()
    {
        registry.Publish("a", "1.0.0", "slow@*").Publish("slow", "1.0.0", "b@*").Publish("b", "1.0.0");
        registry.Hold("slow");
        await using var service = await Service.StartAsync(registry, store);
        var id = (await service.Ingestions.IngestAsync("a", Token)).Ingestion!.Id;
        await Service.Eventually(() => registry.Asked("slow") == 1);
        var set = service.SetAsync("a");

        var cancelled = (await service.Ingestions.CancelAsync(id, Token))!;
        registry.Release("slow");

        cancelled.State.ShouldBe(IngestionState.Cancelled);
        (await store.FindIngestionAsync(id, Token))!.State.ShouldBe(IngestionState.Cancelled);
        (await set).Value.TotalCount.ShouldBe(2);
        (await service.Ingestions.CancelAsync("unknown", Token)).ShouldBeNull();
    }

    [Fact]
    public async Task A_cancelled_one_that_nobody_waits_for_asks_for_nothing_more()
    {
        registry.Publish("a", "1.0.0", "slow@*").Publish("slow", "1.0.0", "b@*").Publish("b", "1.0.0");
        registry.Hold("slow");
        await using var service = await Service.StartAsync(registry, store);
        var id = (await service.Ingestions.IngestAsync("a", Token)).Ingestion!.Id;
        await Service.Eventually(() => registry.Asked("slow") == 1);

        await service.Ingestions.CancelAsync(id, Token);
        registry.Release("slow");
        await Service.Eventually(() => store["slow"] is not null);

        registry.Asked("b").ShouldBe(0);
    }

    [Fact]
    public async Task One_that_is_cancelled_before_its_root_has_arrived_makes_room_and_asks_for_nothing_below_it()
    {
        registry.Publish("a", "1.0.0", "b@*").Publish("b", "1.0.0").Publish("z", "1.0.0");
        registry.Hold("a");
        await using var service = await Service.StartAsync(
            registry,
            store,
            configure: options => options.JobConcurrency = 1
        );
        var id = (await service.Ingestions.IngestAsync("a", Token)).Ingestion!.Id;
        await Service.Eventually(() => registry.Asked("a") == 1);

        await service.Ingestions.CancelAsync(id, Token);
        var next = (await service.Ingestions.IngestAsync("z", Token)).Ingestion!.Id;
        (await EndedAsync(service, next)).State.ShouldBe(IngestionState.Complete);
        registry.Release("a");
        await Service.Eventually(() => store["a"] is not null);
        // Time for what must not happen.
        await EndedAsync(service, (await service.Ingestions.IngestAsync("z", Token)).Ingestion!.Id);

        registry.Asked("b").ShouldBe(0);
    }

    [Fact]
    public async Task Cancelling_one_leaves_another_of_the_same_packages_alone()
    {
        registry.Publish("a", "1.0.0", "slow@*").Publish("slow", "1.0.0", "b@*").Publish("b", "1.0.0");
        registry.Hold("slow");
        await using var service = await Service.StartAsync(registry, store);
        var one = (await service.Ingestions.IngestAsync("a", Token)).Ingestion!.Id;
        var other = (await service.Ingestions.IngestAsync("a@1.0.0", Token)).Ingestion!.Id;
        foreach (var id in (string[])[one, other])
        {
            await Service.Eventually(() =>
                service.Ingestions.FindAsync(id).Result is { PackagesFetched: 1, PackagesPending: 1 }
            );
        }

        (await service.Ingestions.CancelAsync(one, Token))!.State.ShouldBe(IngestionState.Cancelled);
        registry.Release("slow");

        var ended = await EndedAsync(service, other);
        (ended.State, ended.PackagesFetched).ShouldBe((IngestionState.Complete, 3));
    }

    [Fact]
    public async Task What_the_store_never_takes_is_not_called_complete()
    {
        registry.Publish("a", "1.0.0", "bad@*").Publish("bad", "1.0.0");
        store.IsPoison = name => name == "bad";
        await using var service = await Service.StartAsync(registry, store);

        var ended = await EndedAsync(service, (await service.Ingestions.IngestAsync("a", Token)).Ingestion!.Id);

        ended.State.ShouldBe(IngestionState.Partial);
        ended.Error!.ShouldContain("could not be stored");
    }

    [Fact]
    public async Task What_a_process_left_unfinished_is_taken_up_by_the_next_one()
    {
        registry.Publish("a", "1.0.0", "slow@*").Publish("slow", "1.0.0").Publish("r", "1.0.0");
        registry.Hold("slow");
        registry.Hold("r");
        string ingest;
        string refresh;
        await using (var former = await Service.StartAsync(registry, store))
        {
            ingest = (await former.Ingestions.IngestAsync("a", Token)).Ingestion!.Id;
            refresh = (await former.Ingestions.RefreshAsync("r", Token)).Ingestion!.Id;
            await Service.Eventually(() => registry.Asked("slow") == 1 && registry.Asked("r") == 1);
        }

        store.Unfinished.ShouldAllBe(job => job.State == IngestionState.Queued);
        store.Unfinished.Count.ShouldBe(2);
        registry.Release("slow");
        registry.Release("r");
        await using var service = await Service.StartAsync(registry, store);

        (await EndedAsync(service, ingest)).State.ShouldBe(IngestionState.Complete);
        (await EndedAsync(service, refresh)).State.ShouldBe(IngestionState.Complete);
        store.Names.ShouldBe(["a", "slow", "r"], ignoreOrder: true);
    }

    [Fact]
    public async Task The_same_spec_twice_is_one_ingestion_while_it_runs()
    {
        registry.Publish("a", "1.0.0");
        registry.Hold("a");
        await using var service = await Service.StartAsync(registry, store);

        var first = (await service.Ingestions.IngestAsync("a", Token)).Ingestion!;
        var second = (await service.Ingestions.IngestAsync("a", Token)).Ingestion!;
        var refresh = (await service.Ingestions.RefreshAsync("a", Token)).Ingestion!;

        second.Id.ShouldBe(first.Id);
        refresh.Id.ShouldNotBe(first.Id);
        registry.Release("a");
        await EndedAsync(service, first.Id);
    }

    [Fact]
    public async Task The_same_spec_twice_at_once_is_one_ingestion_too()
    {
        registry.Publish("a", "1.0.0");
        registry.Hold("a");
        store.HoldCreations = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var service = await Service.StartAsync(registry, store);

        var first = service.Ingestions.IngestAsync("a", Token);
        var second = service.Ingestions.IngestAsync("a", Token);
        store.HoldCreations.SetResult();

        (await second).Ingestion!.Id.ShouldBe((await first).Ingestion!.Id);
        registry.Release("a");
    }

    [Fact]
    public async Task One_that_is_asked_for_is_not_what_a_shallower_request_left_behind()
    {
        registry.Publish("a", "1.0.0", "slow@*").Publish("slow", "1.0.0", "b@*").Publish("b", "1.0.0");
        registry.Hold("slow");
        await using var service = await Service.StartAsync(registry, store);
        // A request that waits for nothing sees only what has arrived before it.
        await service.SetAsync("a", maxDepth: 0);
        var partial = await service.SetAsync("a", waitSeconds: 0, maxDepth: 1);

        var asked = (await service.Ingestions.IngestAsync("a@1.0.0", Token)).Ingestion!;
        registry.Release("slow");

        asked.Id.ShouldNotBe(partial.IngestionId);
        (await EndedAsync(service, asked.Id)).PackagesFetched.ShouldBe(3);
    }

    [Fact]
    public async Task A_full_disk_refuses_new_ones_and_still_shows_and_cancels_those_that_run()
    {
        registry.Publish("a", "1.0.0");
        registry.Hold("a");
        await using var service = await Service.StartAsync(registry, store);
        var id = (await service.Ingestions.IngestAsync("a", Token)).Ingestion!.Id;
        await Service.Eventually(() => registry.Asked("a") == 1);
        store.WriteFailure = new StoreException(StoreFailure.Full, "The disk is full.");

        await Should.ThrowAsync<StoreException>(service.Ingestions.IngestAsync("b", Token));
        (await service.Ingestions.ListAsync(All, Token)).ShouldHaveSingleItem();
        (await service.Ingestions.CancelAsync(id, Token))!.State.ShouldBe(IngestionState.Cancelled);
        (await service.Ingestions.FindAsync(id, Token))!.State.ShouldBe(IngestionState.Cancelled);
        registry.Release("a");
    }

    [Fact]
    public async Task No_more_run_at_once_than_configured()
    {
        var names = Enumerable.Range(0, 6).Select(i => $"p{i}").ToList();
        names.ForEach(name => registry.Publish(name, "1.0.0").Hold(name));
        await using var service = await Service.StartAsync(
            registry,
            store,
            configure: options => options.JobConcurrency = 2
        );

        var ids = new List<string>();
        foreach (var name in names)
        {
            ids.Add((await service.Ingestions.IngestAsync(name, Token)).Ingestion!.Id);
        }

        await Service.Eventually(() => registry.Total == 2);
        var states = (await service.Ingestions.ListAsync(All, Token)).Select(one => one.State).ToList();
        states.Count(state => state == IngestionState.Running).ShouldBe(2);
        states.Count(state => state == IngestionState.Queued).ShouldBe(4);
        names.ForEach(registry.Release);
        foreach (var id in ids)
        {
            (await EndedAsync(service, id)).State.ShouldBe(IngestionState.Complete);
        }

        registry.MostInFlight.ShouldBe(2);
    }

    [Fact]
    public async Task A_refresh_asks_the_registry_although_the_head_is_fresh()
    {
        registry.Publish("a", "1.0.0");
        await using var service = await Service.StartAsync(registry, store);
        await service.SetAsync("a");
        registry.Publish("a", "1.1.0");

        var ended = await EndedAsync(service, (await service.Ingestions.RefreshAsync("a", Token)).Ingestion!.Id);

        ended.State.ShouldBe(IngestionState.Complete);
        (await service.SetAsync("a")).Value.Root.Version.ShouldBe("1.1.0");
    }

    [Fact]
    public async Task A_refresh_behind_one_whose_end_is_seen_but_not_stored_yet_asks_the_registry_again()
    {
        registry.Publish("a", "1.0.0");
        await using var service = await Service.StartAsync(registry, store);
        await service.SetAsync("a");
        store.HoldEnds = new(TaskCreationOptions.RunContinuationsAsynchronously);
        var first = await EndedAsync(service, (await service.Ingestions.RefreshAsync("a", Token)).Ingestion!.Id);
        registry.Publish("a", "1.1.0");

        var asked = service.Ingestions.RefreshAsync("a", Token);
        store.HoldEnds.SetResult();
        var second = await EndedAsync(service, (await asked).Ingestion!.Id);

        second.Id.ShouldNotBe(first.Id);
        (await service.SetAsync("a")).Value.Root.Version.ShouldBe("1.1.0");
    }

    [Fact]
    public async Task A_refresh_that_the_registry_does_not_answer_fails_and_the_head_stays()
    {
        registry.Publish("a", "1.0.0");
        await using var service = await Service.StartAsync(registry, store);
        await service.SetAsync("a");
        registry.Down = PackageTests.Outage;

        var ended = await EndedAsync(service, (await service.Ingestions.RefreshAsync("a", Token)).Ingestion!.Id);

        ended.State.ShouldBe(IngestionState.Failed);
        ended.Error.ShouldBe("The registry is down.");
        (await service.SetAsync("a")).Value.IsComplete.ShouldBeTrue();
    }

    [Fact]
    public async Task Finished_ones_can_be_looked_up_for_seven_days()
    {
        registry.Publish("a", "1.0.0");
        var store = new MemoryStore(time);
        await using var service = await Service.StartAsync(registry, store, time);
        var id = (await service.Ingestions.IngestAsync("a", Token)).Ingestion!.Id;
        await Service.Eventually(
            () => store.FindIngestionAsync(id).Result!.State == IngestionState.Complete,
            () => time.Advance(TimeSpan.FromMilliseconds(100))
        );

        await Service.Eventually(
            () => service.Ingestions.FindAsync(id).Result is null,
            () => time.Advance(TimeSpan.FromHours(12))
        );

        (time.GetUtcNow() - new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero)).ShouldBeGreaterThan(
            TimeSpan.FromDays(7)
        );
    }

    private static async Task<IngestionRecord> EndedAsync(Service service, string id)
    {
        await Service.Eventually(() =>
            service.Ingestions.FindAsync(id).Result!.State is not (IngestionState.Queued or IngestionState.Running)
        );
        return (await service.Ingestions.FindAsync(id, Token))!;
    }
}

using DepGraph.Ingestion.Tests.Fakes;
using DepGraph.Npm.Resolution;
using DepGraph.Storage;
using DepGraph.Testing;

namespace DepGraph.Ingestion.Tests.Sources;

/// <summary>Several workers on one store, and what becomes of the work of those that are no more.</summary>
public sealed class WorkerTests
{
    private static readonly CancellationToken Token = TestContext.Current.CancellationToken;
    private static readonly StoreException Away = new(StoreFailure.Unavailable, "The store cannot be reached.");
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(1);

    private readonly ScriptedRegistry registry = new();
    private readonly MemoryStore store = new();

    [Fact]
    public async Task Workers_whose_closures_overlap_fetch_each_package_once()
    {
        string[] shared = [.. Enumerable.Range(0, 30).Select(i => $"s{i}")];
        for (var i = 0; i < shared.Length; i++)
        {
            registry.Publish(shared[i], "1.0.0", i + 1 < shared.Length ? [$"{shared[i + 1]}@*"] : []);
        }

        registry.Publish("one", "1.0.0", [.. shared.Select(name => $"{name}@*")]);
        registry.Publish("other", "1.0.0", [.. shared.Reverse().Select(name => $"{name}@*")]);
        await using var worker = await Service.StartWorkerAsync(registry, store, OneAtATime);
        await using var another = await Service.StartWorkerAsync(registry, store, OneAtATime);
        registry.Hold("one");
        registry.Hold("other");

        var first = await EnqueueAsync("one");
        var second = await EnqueueAsync("other");
        await Service.Eventually(() => registry.Asked("one") == 1 && registry.Asked("other") == 1);
        registry.Release("one");
        registry.Release("other");

        await EndedAsync(first, IngestionState.Complete);
        await EndedAsync(second, IngestionState.Complete);
        shared.ShouldAllBe(name => registry.Asked(name) == 1);
        var workers = await Task.WhenAll(FindAsync(first), FindAsync(second));
        workers.Select(job => job!.Worker).Distinct().Count().ShouldBe(2);
    }

    [Fact]
    public async Task A_document_that_another_worker_fetches_is_waited_for_and_taken_from_the_store()
    {
        registry.Publish("a", "1.0.0");
        registry.Hold("a");
        await using var worker = await Service.StartWorkerAsync(registry, store, OneAtATime);
        await using var another = await Service.StartWorkerAsync(registry, store, OneAtATime);
        var first = await EnqueueAsync("a");
        await Service.Eventually(() => registry.Asked("a") == 1);
        var second = await EnqueueAsync("a@1.0.0");
        await Service.Eventually(() => FindAsync(second).Result is { State: IngestionState.Running });

        registry.Release("a");

        await EndedAsync(first, IngestionState.Complete);
        await EndedAsync(second, IngestionState.Complete);
        registry.Asked("a").ShouldBe(1);
    }

    [Fact]
    public async Task A_failure_of_the_one_is_the_answer_of_the_other_who_waited()
    {
        registry.Fail("a");
        registry.Hold("a");
        await using var worker = await Service.StartWorkerAsync(registry, store, OneAtATime);
        await using var another = await Service.StartWorkerAsync(registry, store, OneAtATime);
        var first = await EnqueueAsync("a");
        await Service.Eventually(() => registry.Asked("a") == 1);
        var second = await EnqueueAsync("a@1.0.0");
        await Service.Eventually(() => FindAsync(second).Result is { State: IngestionState.Running });

        registry.Release("a");

        (await EndedAsync(first, IngestionState.Failed)).Error.ShouldBe("'a' cannot be had.");
        (await EndedAsync(second, IngestionState.Failed)).Error.ShouldBe("'a' cannot be had.");
        registry.Asked("a").ShouldBe(1);
    }

    [Fact]
    public async Task A_document_of_a_worker_that_died_is_fetched_when_its_lease_has_run_out()
    {
        registry.Publish("a", "1.0.0");
        await store.ClaimDocumentsAsync([new("a", IsFull: false)], "the dead", Short, Token);
        await using var worker = await Service.StartWorkerAsync(registry, store);

        await EndedAsync(await EnqueueAsync("a"), IngestionState.Complete);
    }

    [Fact]
    public async Task A_job_of_a_worker_that_died_is_done_by_another()
    {
        registry.Publish("a", "1.0.0");
        var id = await EnqueueAsync("a");
        (await store.LeaseJobsAsync(1, IngestionPriority.Asked, new("the dead", Short, 5), Token)).Count.ShouldBe(1);

        await using var worker = await Service.StartWorkerAsync(registry, store);

        (await EndedAsync(id, IngestionState.Complete)).Attempts.ShouldBe(2);
    }

    [Fact]
    public async Task A_worker_that_stops_gives_its_jobs_and_documents_back_at_once()
    {
        registry.Publish("a", "1.0.0", "b@*").Publish("b", "1.0.0");
        registry.Hold("b");
        string id;
        await using (var leaving = await Service.StartWorkerAsync(registry, store))
        {
            id = await EnqueueAsync("a");
            await Service.Eventually(() => registry.Asked("b") == 1);
        }

        var left = (await FindAsync(id))!;
        (left.State, left.Attempts).ShouldBe((IngestionState.Queued, 0));
        (await HolderAsync("b")).ShouldBeNull();
        store["a"].ShouldNotBeNull();
        registry.Release("b");
        await using var next = await Service.StartWorkerAsync(registry, store);
        await EndedAsync(id, IngestionState.Complete);
        registry.Asked("a").ShouldBe(1);
    }

    [Fact]
    public async Task What_is_granted_to_a_worker_that_stops_already_is_given_back_too()
    {
        registry.Publish("a", "1.0.0");
        var (claimed, hold) = (new TaskCompletionSource(), new TaskCompletionSource());
        store.BeforeClaimsAnswer = documents =>
        {
            if (documents[0].Name != "a")
            {
                return Task.CompletedTask;
            }

            claimed.TrySetResult();
            return hold.Task;
        };
        await using var leaving = await Service.StartWorkerAsync(registry, store);
        var id = await EnqueueAsync("a");
        await claimed.Task.WaitAsync(Token);

        var stopping = leaving.StopAsync();
        await Service.Eventually(() => FindAsync(id).Result is { State: IngestionState.Queued });
        // A stop that does not wait for the answer ends here.
        await Task.WhenAny(stopping, Task.Delay(500, Token));
        hold.SetResult();
        await stopping;

        (await HolderAsync("a")).ShouldBeNull();
    }

    [Fact]
    public async Task A_lease_that_was_granted_without_the_worker_s_hearing_of_it_runs_out_while_it_works()
    {
        registry.Publish("a", "1.0.0", "b@*").Publish("b", "1.0.0");
        registry.Hold("a");
        registry.Hold("b");
        var time = new ManualTime();
        var timed = new MemoryStore(time) { BeforeClaimsAnswer = _ => Task.FromException(Away) };
        await using var worker = await Service.StartAsync(registry, timed, time, role: IngestionRole.Worker);
        await worker.Ingestions.IngestAsync("a", Token);
        await Service.Eventually(() => registry.Asked("a") == 1);
        timed.BeforeClaimsAnswer = null;
        await worker.Ingestions.IngestAsync("b", Token);
        await Service.Eventually(() => registry.Asked("b") == 1, () => time.Advance(TimeSpan.FromMilliseconds(100)));

        var end = time.GetUtcNow().AddMinutes(2);
        await Service.Eventually(() => time.GetUtcNow() > end, () => time.Advance(TimeSpan.FromSeconds(1)));

        PackageDocument[] documents = [new("a", IsFull: false), new("b", IsFull: false)];
        var states = await timed.ReadDocumentStatesAsync(documents, Token);
        states.Select(state => state.Holder is null).ShouldBe([true, false]);
        registry.Release("a");
        registry.Release("b");
    }

    [Fact]
    public async Task A_job_that_breaks_is_tried_again_later_and_parked_at_last_with_its_error()
    {
        await using var worker = await Service.StartWorkerAsync(registry, store, options => options.MaxAttempts = 2);
        var poison = new IngestionRecord
        {
            Id = "poison",
            Spec = "a@1.0.0",
            State = IngestionState.Queued,
            RequestedAt = DateTimeOffset.UnixEpoch,
            Payload = "no payload of ours",
        };

        await store.EnqueueJobsAsync([poison], Token);

        var parked = await EndedAsync("poison", IngestionState.Failed);
        parked.Attempts.ShouldBe(2);
        parked.Error.ShouldNotBeNull();
    }

    [Fact]
    public async Task A_store_that_is_away_for_minutes_costs_a_job_nothing_but_the_time()
    {
        registry.Publish("a", "1.0.0", "b@*").Publish("b", "1.0.0");
        registry.Hold("b");
        var time = new ManualTime();
        var timed = new MemoryStore(time);
        await using var worker = await Service.StartAsync(registry, timed, time, role: IngestionRole.Worker);
        var id = (await worker.Ingestions.IngestAsync("a", Token)).Ingestion!.Id;
        await Service.Eventually(() => registry.Asked("b") == 1);
        timed.WriteFailure = timed.ReadFailure = Away;
        registry.Release("b");
        await Service.Eventually(
            () => worker.Graph.WriteBehind is { IsHealthy: false },
            () => time.Advance(TimeSpan.FromMilliseconds(1))
        );

        var back = time.GetUtcNow().AddMinutes(5);
        await Service.Eventually(() => time.GetUtcNow() > back, () => time.Advance(TimeSpan.FromMilliseconds(500)));
        timed.WriteFailure = timed.ReadFailure = null;
        await Service.Eventually(
            () => timed.FindIngestionAsync(id, Token).Result is { FinishedAt: not null },
            () => time.Advance(TimeSpan.FromMilliseconds(100))
        );

        var ended = (await timed.FindIngestionAsync(id, Token))!;
        (ended.State, ended.Error).ShouldBe((IngestionState.Complete, null));
        timed.Names.ShouldBe(["a", "b"], ignoreOrder: true);
        (await timed.ReadDocumentStatesAsync([new("b", IsFull: false)], Token))[0].FetchedAt.ShouldNotBeNull();
    }

    [Fact]
    public async Task What_the_store_does_not_take_of_a_fetch_s_end_is_told_again_until_it_does()
    {
        registry.Fail("a");
        registry.Hold("a");
        await using var worker = await Service.StartWorkerAsync(registry, store);
        await EnqueueAsync("a");
        await Service.Eventually(() => registry.Asked("a") == 1);
        store.WriteFailure = Away;
        registry.Release("a");
        // The answer is known here: its lease is on the way back.
        using var session = worker.Session();
        (await session.GetPackageAsync("a")).Status.ShouldBe(HeadStatus.Failed);

        store.WriteFailure = null;

        DocumentState state = null!;
        await Service.Eventually(() =>
            (state = store.ReadDocumentStatesAsync([new("a", IsFull: false)], Token).AsTask().Result[0]).Holder is null
        );
        state.Failure.ShouldNotBeNull().Message.ShouldBe("'a' cannot be had.");
    }

    [Fact]
    public async Task Long_work_keeps_its_lease()
    {
        registry.Publish("a", "1.0.0");
        registry.Hold("a");
        // Not on the machine's clock: it may stall for longer than any lease.
        var time = new ManualTime();
        var timed = new MemoryStore(time);
        await using var worker = await Service.StartAsync(registry, timed, time, role: IngestionRole.Worker);
        var id = (await worker.Ingestions.IngestAsync("a", Token)).Ingestion!.Id;
        await Service.Eventually(() => registry.Asked("a") == 1);
        var leased = (await timed.FindIngestionAsync(id, Token))!.HeartbeatAt!.Value;

        await Service.Eventually(
            () => timed.FindIngestionAsync(id).Result!.HeartbeatAt > leased + TimeSpan.FromMinutes(2),
            () => time.Advance(TimeSpan.FromSeconds(1))
        );

        (await timed.LeaseJobsAsync(1, IngestionPriority.Asked, new("thief", Short, 5), Token)).ShouldBeEmpty();
        (await timed.ReadDocumentStatesAsync([new("a", IsFull: false)], Token))[0].Holder.ShouldNotBeNull();
        registry.Release("a");
    }

    private static void OneAtATime(IngestionOptions options) => options.JobConcurrency = 1;

    private async Task<string> EnqueueAsync(string spec)
    {
        await using var replica = await Service.StartReplicaAsync(store);
        return (await replica.Ingestions.IngestAsync(spec, Token)).Ingestion!.Id;
    }

    private async Task<string?> HolderAsync(string name) =>
        (await store.ReadDocumentStatesAsync([new(name, IsFull: false)], Token))[0].Holder;

    private Task<IngestionRecord?> FindAsync(string id) => store.FindIngestionAsync(id, Token).AsTask();

    private async Task<IngestionRecord> EndedAsync(string id, IngestionState state)
    {
        IngestionRecord? found = null;
        await Service.Eventually(() => (found = FindAsync(id).Result) is { FinishedAt: not null });
        found!.State.ShouldBe(state, found.Error);
        return found;
    }
}

using DepGraph.Ingestion.Jobs;
using DepGraph.Ingestion.Tests.Fakes;
using DepGraph.Storage;

namespace DepGraph.Ingestion.Tests.Jobs;

public class FollowTests
{
    private readonly ScriptedRegistry registry = new();
    private readonly MemoryStore store = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Progress_is_told_from_the_present_state_to_the_end()
    {
        registry.Publish("a", "1.0.0", "b@*").Publish("b", "1.0.0", "c@*").Publish("c", "1.0.0");
        registry.Hold("b");
        await using var service = await Service.StartAsync(registry, store);
        var id = (await service.Ingestions.IngestAsync("a", Token)).Ingestion!.Id;
        await using var progress = (await service.Ingestions.FollowAsync(id, Token))!.GetAsyncEnumerator(Token);

        (await progress.MoveNextAsync()).ShouldBeTrue();
        progress.Current.State.IsFinal().ShouldBeFalse();
        while (progress.Current.PackagesFetched < 1)
        {
            (await progress.MoveNextAsync()).ShouldBeTrue();
        }

        registry.Release("b");
        var last = progress.Current;
        while (await progress.MoveNextAsync())
        {
            progress.Current.ShouldNotBe(last, "every record tells something new");
            progress.Current.PackagesFetched.ShouldBeGreaterThanOrEqualTo(last.PackagesFetched);
            last = progress.Current;
        }

        last.State.ShouldBe(IngestionState.Complete);
        last.PackagesFetched.ShouldBe(3);
        last.FinishedAt.ShouldNotBeNull();
    }

    [Fact]
    public async Task One_that_has_ended_is_told_once()
    {
        registry.Publish("a", "1.0.0");
        await using var service = await Service.StartAsync(registry, store);
        var id = (await service.Ingestions.IngestAsync("a", Token)).Ingestion!.Id;
        await foreach (var record in (await service.Ingestions.FollowAsync(id, Token))!)
        {
            record.Id.ShouldBe(id);
        }

        var records = new List<IngestionRecord>();
        await foreach (var record in (await service.Ingestions.FollowAsync(id, Token))!)
        {
            records.Add(record);
        }

        records.ShouldHaveSingleItem().State.ShouldBe(IngestionState.Complete);
    }

    [Fact]
    public async Task A_store_that_is_away_for_a_while_does_not_end_the_progress()
    {
        registry.Publish("a", "1.0.0");
        await using var replica = await Service.StartReplicaAsync(store);
        var id = (await replica.Ingestions.IngestAsync("a", Token)).Ingestion!.Id;
        await using var progress = (await replica.Ingestions.FollowAsync(id, Token))!.GetAsyncEnumerator(Token);
        (await progress.MoveNextAsync()).ShouldBeTrue();
        store.ReadFailure = new StoreException(StoreFailure.Unavailable, "The store cannot be reached.");
        var next = progress.MoveNextAsync();
        await Service.Eventually(() => store.FailedLooks > 2);

        store.ReadFailure = null;
        await using var worker = await Service.StartWorkerAsync(registry, store);

        (await next).ShouldBeTrue();
        while (!progress.Current.State.IsFinal())
        {
            (await progress.MoveNextAsync()).ShouldBeTrue();
        }

        progress.Current.State.ShouldBe(IngestionState.Complete);
    }

    [Fact]
    public async Task A_cancelled_one_ends_the_progress()
    {
        registry.Publish("a", "1.0.0");
        registry.Hold("a");
        await using var service = await Service.StartAsync(registry, store);
        var id = (await service.Ingestions.IngestAsync("a", Token)).Ingestion!.Id;
        await using var progress = (await service.Ingestions.FollowAsync(id, Token))!.GetAsyncEnumerator(Token);
        (await progress.MoveNextAsync()).ShouldBeTrue();

        await service.Ingestions.CancelAsync(id, Token);

        var last = progress.Current.State;
        while (await progress.MoveNextAsync())
        {
            last = progress.Current.State;
        }

        last.ShouldBe(IngestionState.Cancelled);
        registry.Release("a");
    }

    [Fact]
    public async Task Who_leaves_ends_only_his_own_progress()
    {
        registry.Publish("a", "1.0.0");
        registry.Hold("a");
        await using var service = await Service.StartAsync(registry, store);
        var id = (await service.Ingestions.IngestAsync("a", Token)).Ingestion!.Id;
        using var leaving = new CancellationTokenSource();
        await using var left = (await service.Ingestions.FollowAsync(id, Token))!.GetAsyncEnumerator(leaving.Token);

        await leaving.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(async () =>
        {
            while (await left.MoveNextAsync()) { }
        });
        registry.Release("a");
        var last = IngestionState.Queued;
        await foreach (var record in (await service.Ingestions.FollowAsync(id, Token))!)
        {
            last = record.State;
        }

        last.ShouldBe(IngestionState.Complete);
    }

    [Fact]
    public async Task There_is_nothing_to_follow_of_an_unknown_one()
    {
        await using var service = await Service.StartAsync(registry, store);

        (await service.Ingestions.FollowAsync("nobody", Token)).ShouldBeNull();
    }
}

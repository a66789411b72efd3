using DepGraph.Ingestion.Tests.Fakes;
using DepGraph.Storage;

namespace DepGraph.Ingestion.Tests.Feed;

/// <summary>Consistent reads: an operation sees what any process had stored when it began.</summary>
public sealed class CatchUpTests
{
    private static readonly CancellationToken Token = TestContext.Current.CancellationToken;

    private readonly ScriptedRegistry registry = new();
    private readonly MemoryStore store = new();

    [Fact]
    public async Task What_another_process_has_stored_is_seen_at_once_each_time()
    {
        registry.Publish("a", "1.0.0");
        await using var one = await StartAsync();
        await using var other = await StartAsync();
        await StoredAsync(one, "1.0.0");
        (await LatestAsync(other)).ShouldBe("1.0.0");

        for (var version = 2; version <= 30; version++)
        {
            registry.Publish("a", $"{version}.0.0");
            await one.Loader.RevalidateAsync("a", Token);
            await Service.Eventually(() => store["a"]!.Head!.Latest == $"{version}.0.0");

            (await LatestAsync(other)).ShouldBe($"{version}.0.0");
        }
    }

    [Fact]
    public async Task While_nothing_changes_answers_come_from_memory()
    {
        registry.Publish("a", "1.0.0");
        await using var service = await StartAsync();
        await StoredAsync(service, "1.0.0");
        var reads = store.Reads.Count;

        for (var times = 0; times < 10; times++)
        {
            await service.Graph.CatchUpAsync(Token);
            using var session = service.Session();
            session.TryGetPackage("a")!.Head!.Latest.ShouldBe("1.0.0");
        }

        store.Reads.Count.ShouldBe(reads);
    }

    [Fact]
    public async Task A_store_that_fails_fails_those_who_wait_and_nobody_once_it_is_back()
    {
        await using var service = await StartAsync();
        store.ChangesFailure = new StoreException(StoreFailure.Unavailable, "away");

        (await Should.ThrowAsync<StoreException>(() => service.Graph.CatchUpAsync(Token))).Message.ShouldBe("away");

        store.ChangesFailure = null;
        await Service.EventuallyAsync(async () =>
        {
            try
            {
                await service.Graph.CatchUpAsync(Token);
                return true;
            }
            catch (StoreException)
            {
                return false;
            }
        });
    }

    [Fact]
    public async Task While_the_store_fails_nobody_is_held()
    {
        await using var service = await StartAsync();
        store.ChangesFailure = new StoreException(StoreFailure.Unavailable, "away");
        await Should.ThrowAsync<StoreException>(() => service.Graph.CatchUpAsync(Token));

        for (var times = 0; times < 100; times++)
        {
            service.Graph.CatchUpAsync(Token).IsFaulted.ShouldBeTrue();
        }
    }

    [Fact]
    public async Task Many_who_ask_together_are_all_served()
    {
        await using var service = await StartAsync();

        await Task.WhenAll(Enumerable.Range(0, 2_000).Select(_ => Task.Run(() => service.Graph.CatchUpAsync(Token))));
    }

    [Fact]
    public async Task A_client_that_leaves_ends_its_own_wait_alone()
    {
        await using var service = await StartAsync();
        using var leaving = CancellationTokenSource.CreateLinkedTokenSource(Token);
        await leaving.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => service.Graph.CatchUpAsync(leaving.Token));

        await service.Graph.CatchUpAsync(Token);
    }

    [Fact]
    public async Task After_the_end_nobody_is_left_waiting()
    {
        await using var service = await StartAsync();
        await service.StopAsync();

        await Should.ThrowAsync<StoreException>(() => service.Graph.CatchUpAsync(Token));
    }

    [Fact]
    public async Task Without_the_setting_the_store_is_not_asked()
    {
        await using var service = await Service.StartAsync(registry, store);
        store.ChangesFailure = new StoreException(StoreFailure.Unavailable, "away");

        service.Graph.CatchUpAsync(Token).IsCompletedSuccessfully.ShouldBeTrue();
    }

    private Task<Service> StartAsync() =>
        Service.StartAsync(registry, store, configure: options => options.ConsistentReads = true);

    private async Task StoredAsync(Service service, string version)
    {
        await service.SetAsync("a");
        await Service.Eventually(() => store["a"]?.Head?.Latest == version);
    }

    private static async Task<string?> LatestAsync(Service service)
    {
        await service.Graph.CatchUpAsync(Token);
        using var session = service.Session();
        return (await session.GetPackageAsync("a")).Head?.Latest;
    }
}

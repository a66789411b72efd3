using System.Collections.Concurrent;
using DepGraph.Ingestion.Tests.Fakes;
using DepGraph.Storage;

namespace DepGraph.Ingestion.Tests.Feed;

/// <summary>Several processes on one store converge, whoever of them fetches.</summary>
public sealed class ChangeFeedTests
{
    private static readonly CancellationToken Token = TestContext.Current.CancellationToken;

    private readonly ScriptedRegistry registry = new();
    private readonly MemoryStore store = new();

    [Fact]
    public async Task A_head_that_another_process_replaced_is_let_go()
    {
        registry.Publish("a", "1.0.0");
        await using var one = await Service.StartAsync(registry, store);
        await using var other = await Service.StartAsync(registry, store);
        await StoredAsync(one, "a");
        (await LatestAsync(other, "a")).ShouldBe("1.0.0");
        var before = registry.Asked("a");
        registry.Publish("a", "2.0.0");

        await one.Loader.RevalidateAsync("a", Token);

        await Service.Eventually(() => LatestAsync(other, "a").Result == "2.0.0");
        registry.Asked("a").ShouldBe(before + 1, "the other process took it from the store");
    }

    [Fact]
    public async Task An_operation_goes_on_seeing_the_head_that_it_saw()
    {
        registry.Publish("a", "1.0.0");
        await using var one = await Service.StartAsync(registry, store);
        await using var other = await Service.StartAsync(registry, store);
        await StoredAsync(one, "a");
        using var session = other.Session();
        (await session.GetPackageAsync("a")).Head!.Latest.ShouldBe("1.0.0");
        registry.Publish("a", "2.0.0");

        await one.Loader.RevalidateAsync("a", Token);
        await Service.Eventually(() => LatestAsync(other, "a").Result == "2.0.0");

        (await session.GetPackageAsync("a")).Head!.Latest.ShouldBe("1.0.0");
    }

    [Fact]
    public async Task What_a_process_stored_itself_stays_in_its_memory()
    {
        registry.Publish("a", "1.0.0", "b@*").Publish("b", "1.0.0");
        await using var service = await Service.StartAsync(registry, store);
        var set = (await service.SetAsync("a")).Value;
        await Service.Eventually(() => store.Names.Count == 2);
        // Another commit, which a subscriber hears of: by then the feed has passed the first ones.
        await using var reader = service.Feed.ReadAsync(["b"], Token).GetAsyncEnumerator(Token);
        var next = reader.MoveNextAsync();
        registry.Publish("b", "1.1.0");
        await service.Loader.RevalidateAsync("b", Token);
        (await next).ShouldBeTrue();
        var reads = store.Reads.Count;

        using var session = service.Session();

        session.TryGetPackage("a")!.Head.ShouldBeSameAs(set.Root.Head);
        session.TryGetPackage("b")!.Head!.Latest.ShouldBe("1.1.0");
        store.Reads.Count.ShouldBe(reads);
    }

    [Fact]
    public async Task A_package_that_was_missing_is_found_when_another_process_has_found_it()
    {
        await using var one = await Service.StartAsync(registry, store, configure: Forgiving);
        await using var other = await Service.StartAsync(registry, store, configure: Forgiving);
        (await LatestAsync(other, "late")).ShouldBeNull();
        await Service.Eventually(() => store["late"] is not null);
        registry.Publish("late", "1.0.0");

        await one.Loader.RevalidateAsync("late", Token);

        await Service.Eventually(() => LatestAsync(other, "late").Result == "1.0.0");
    }

    [Fact]
    public async Task Each_process_tells_each_gained_version_once_whoever_stored_it()
    {
        registry.Publish("a", "1.0.0").Publish("end", "1.0.0");
        await using var one = await Service.StartAsync(registry, store);
        await using var other = await Service.StartAsync(registry, store);
        await StoredAsync(one, "a");
        await StoredAsync(one, "end");
        await LatestAsync(other, "a");
        var heard = new[] { Listen(one), Listen(other) };

        registry.Publish("a", "1.1.0");
        await one.Loader.RevalidateAsync("a", Token);
        await Service.Eventually(() => store["a"]!.Head!.Latest == "1.1.0");
        // Both fetch the next one: the store takes it once.
        registry.Publish("a", "1.2.0");
        await Task.WhenAll(one.Loader.RevalidateAsync("a", Token), other.Loader.RevalidateAsync("a", Token));
        await Service.Eventually(() => store["a"]!.Head!.Latest == "1.2.0");
        registry.Publish("end", "2.0.0");
        await other.Loader.RevalidateAsync("end", Token);

        foreach (var versions in heard)
        {
            await Service.Eventually(() => versions.Contains("end@2.0.0"));
            versions.ShouldBe(["a@1.1.0", "a@1.2.0", "end@2.0.0"]);
        }
    }

    [Fact]
    public async Task Who_hears_of_a_version_finds_it_in_every_process()
    {
        registry.Publish("a", "1.0.0");
        await using var one = await Service.StartAsync(registry, store);
        await using var other = await Service.StartAsync(registry, store);
        await StoredAsync(one, "a");
        await LatestAsync(other, "a");
        await using var reader = other.Feed.ReadAsync(null, Token).GetAsyncEnumerator(Token);
        var next = reader.MoveNextAsync();

        registry.Publish("a", "2.0.0");
        await one.Loader.RevalidateAsync("a", Token);

        (await next).ShouldBeTrue();
        (await LatestAsync(other, "a")).ShouldBe("2.0.0");
    }

    [Fact]
    public async Task A_store_that_cannot_be_read_for_a_while_is_caught_up_with()
    {
        registry.Publish("a", "1.0.0");
        await using var one = await Service.StartAsync(registry, store);
        await StoredAsync(one, "a");
        using var waiting = one.Session();
        var versions = Listen(one);
        store.ChangesFailure = new StoreException(StoreFailure.Unavailable, "The store is away.");
        registry.Publish("a", "1.1.0");
        await one.Loader.RevalidateAsync("a", Token);
        await Service.Eventually(() => store["a"]!.Head!.Latest == "1.1.0");

        store.ChangesFailure = null;

        await Service.Eventually(() => versions.Count == 1);
        versions.ShouldBe(["a@1.1.0"]);
    }

    private static void Forgiving(IngestionOptions options) => options.NegativeFreshness = TimeSpan.FromHours(1);

    private async Task StoredAsync(Service service, string name)
    {
        await service.SetAsync(name);
        await Service.Eventually(() => store[name] is not null);
    }

    private static async Task<string?> LatestAsync(Service service, string name)
    {
        using var session = service.Session();
        return (await session.GetPackageAsync(name)).Head?.Latest;
    }

    /// <summary>All versions that a process tells from now on.</summary>
    private static ConcurrentQueue<string> Listen(Service service)
    {
        var heard = new ConcurrentQueue<string>();
        var reader = service.Feed.ReadAsync(null, Token).GetAsyncEnumerator(Token);
        var first = reader.MoveNextAsync();
        _ = Task.Run(
            async () =>
            {
                for (var more = await first; more; more = await reader.MoveNextAsync())
                {
                    heard.Enqueue(reader.Current.ToString());
                }
            },
            Token
        );
        return heard;
    }
}

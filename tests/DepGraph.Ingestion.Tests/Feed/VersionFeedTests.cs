using DepGraph.Ingestion.Feed;
using DepGraph.Ingestion.Tests.Fakes;
using DepGraph.Npm.Packuments;
using DepGraph.Storage;

namespace DepGraph.Ingestion.Tests.Feed;

public class VersionFeedTests
{
    private readonly ScriptedRegistry registry = new();
    private readonly MemoryStore store = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_version_that_a_known_package_gains_is_announced_once_it_is_stored()
    {
        registry.Publish("a", "1.0.0");
        await using var service = await Service.StartAsync(registry, store);
        await StoredAsync(service, "a");
        await using var reader = service.Feed.ReadAsync(null, Token).GetAsyncEnumerator(Token);
        var next = reader.MoveNextAsync();

        registry.Publish("a", "1.1.0").Publish("a", "2.0.0");
        await service.Ingestions.RefreshAsync("a", Token);

        (await next).ShouldBeTrue();
        reader.Current.ToString().ShouldBe("a@1.1.0");
        store.Names.ShouldContain("a");
        (await store.LoadAsync(["a"], Token))[0]!.Head!.IndexOf("1.1.0").ShouldBeGreaterThanOrEqualTo(0);
        (await reader.MoveNextAsync()).ShouldBeTrue();
        reader.Current.ToString().ShouldBe("a@2.0.0");
    }

    [Fact]
    public async Task A_package_that_enters_the_graph_announces_nothing_and_one_that_was_missing_everything()
    {
        await using var service = await Service.StartAsync(registry, store);
        using (var session = service.Session())
        {
            (await session.GetPackageAsync("late")).Head.ShouldBeNull();
        }

        await Service.Eventually(() => store["late"] is not null);

        await using var reader = service.Feed.ReadAsync(null, Token).GetAsyncEnumerator(Token);
        var next = reader.MoveNextAsync();
        registry.Publish("new", "1.0.0").Publish("late", "0.1.0");
        await service.SetAsync("new");
        await service.Ingestions.RefreshAsync("late", Token);

        (await next).ShouldBeTrue();
        reader.Current.ToString().ShouldBe("late@0.1.0");
    }

    [Fact]
    public async Task Only_the_named_packages_are_heard_of()
    {
        registry.Publish("a", "1.0.0").Publish("b", "1.0.0");
        await using var service = await Service.StartAsync(registry, store);
        await StoredAsync(service, "a");
        await StoredAsync(service, "b");
        await using var reader = service.Feed.ReadAsync(["b"], Token).GetAsyncEnumerator(Token);
        var next = reader.MoveNextAsync();

        registry.Publish("a", "2.0.0").Publish("b", "2.0.0");
        await service.Ingestions.RefreshAsync("a", Token);
        await service.Ingestions.RefreshAsync("b", Token);

        (await next).ShouldBeTrue();
        reader.Current.ToString().ShouldBe("b@2.0.0");
    }

    [Fact]
    public async Task What_the_store_does_not_take_is_announced_when_it_does()
    {
        registry.Publish("a", "1.0.0");
        await using var service = await Service.StartAsync(registry, store);
        await StoredAsync(service, "a");
        await using var reader = service.Feed.ReadAsync(null, Token).GetAsyncEnumerator(Token);
        var next = reader.MoveNextAsync();
        store.WriteFailure = new StoreException(StoreFailure.Full, "The disk is full.");

        registry.Publish("a", "1.1.0");
        await service.Graph.Heads.RevalidateAsync("a", Token);
        await Service.Eventually(() => !service.Graph.WriteBehind.IsHealthy);
        next.IsCompleted.ShouldBeFalse();
        store.WriteFailure = null;

        (await next).ShouldBeTrue();
        reader.Current.ToString().ShouldBe("a@1.1.0");
    }

    [Fact]
    public async Task A_reader_that_falls_too_far_behind_is_told()
    {
        var feed = new VersionFeed();
        await using var reader = feed.ReadAsync(null, Token).GetAsyncEnumerator(Token);
        var first = reader.MoveNextAsync();
        registry.Publish("a", "1.0.0");
        await using var service = await Service.StartAsync(registry, store);
        var version = (await service.SetAsync("a")).Value.Root;

        feed.Publish([version]);
        (await first).ShouldBeTrue();
        feed.Publish([.. Enumerable.Repeat(version, VersionFeed.Capacity + 1)]);

        var read = 0;
        await Should.ThrowAsync<FeedOverrunException>(async () =>
        {
            while (await reader.MoveNextAsync())
            {
                read++;
            }
        });
        read.ShouldBe(VersionFeed.Capacity);
    }

    [Fact]
    public async Task Who_leaves_leaves_nothing_behind()
    {
        var feed = new VersionFeed();
        var reader = feed.ReadAsync(null, Token).GetAsyncEnumerator(Token);
        using var leaving = new CancellationTokenSource();
        var other = feed.ReadAsync(["a"], leaving.Token).GetAsyncEnumerator(leaving.Token);
        var next = reader.MoveNextAsync();
        var others = other.MoveNextAsync();
        feed.ReaderCount.ShouldBe(2);

        await leaving.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(async () => await others);
        feed.ReaderCount.ShouldBe(1);
        next.IsCompleted.ShouldBeFalse();
    }

    /// <summary>In the graph: what it gains from here on is news.</summary>
    private async Task StoredAsync(Service service, string name)
    {
        await service.SetAsync(name);
        await Service.Eventually(() => store[name] is not null);
    }
}

using DepGraph.Ingestion.Tests.Fakes;
using DepGraph.Npm.Resolution;
using DepGraph.Storage;
using DepGraph.Testing;

namespace DepGraph.Ingestion.Tests.Commit;

public sealed class WriteBehindTests
{
    private static readonly StoreException DiskFull = new(StoreFailure.Full, "The disk is full.");

    private readonly ScriptedRegistry registry = new();
    private readonly MemoryStore store = new();
    private readonly ManualTime time = new();

    [Fact]
    public async Task What_was_answered_is_committed_in_one_batch_soon_after()
    {
        registry.Publish("a", "1.0.0", "b@*", "c@*").Publish("b", "1.0.0").Publish("c", "1.0.0");
        await using var service = await Service.StartAsync(registry, store, time);
        await service.SetAsync("a");
        store.Commits.ShouldBeEmpty();

        await Service.Eventually(() => store.Names.Count == 3, () => time.Advance(TimeSpan.FromMilliseconds(1)));

        store.Commits.First().Count.ShouldBe(3);
        await Service.Eventually(() => service.Graph.WriteBehind is { PendingPackages: 0, IsHealthy: true });
    }

    [Fact]
    public async Task A_clean_stop_writes_what_is_left()
    {
        registry.Publish("a", "1.0.0", "b@*").Publish("b", "1.0.0");
        var service = await Service.StartAsync(registry, store, time);
        await service.SetAsync("a");
        store.Commits.ShouldBeEmpty();

        await service.DisposeAsync();

        store.Names.ShouldBe(["a", "b"], ignoreOrder: true);
    }

    [Fact]
    public async Task While_the_disk_is_full_answers_go_on_and_health_says_so_and_later_all_is_stored()
    {
        registry.Publish("a", "1.0.0", "b@*").Publish("b", "1.0.0").Publish("c", "1.0.0");
        store.WriteFailure = DiskFull;
        await using var service = await Service.StartAsync(registry, store, time);
        await service.SetAsync("a");
        // In small steps: heads that grow stale meanwhile would be written once more.
        await Service.Eventually(
            () => !service.Graph.WriteBehind.IsHealthy,
            () => time.Advance(TimeSpan.FromMilliseconds(1))
        );

        (await service.SetAsync("c")).Value.IsComplete.ShouldBeTrue();
        (await service.SetAsync("a")).Value.TotalCount.ShouldBe(1);
        var health = service.Graph.WriteBehind;
        health.LastError.ShouldBe("The disk is full.");
        health.FailingSince.ShouldNotBeNull();
        health.PendingPackages.ShouldBe(3);
        store.Names.ShouldBeEmpty();

        store.WriteFailure = null;
        await Service.Eventually(() => store.Names.Count == 3, () => time.Advance(TimeSpan.FromSeconds(1)));
        await Service.Eventually(() =>
            service.Graph.WriteBehind is { IsHealthy: true, PendingPackages: 0, PendingBytes: 0 }
        );
    }

    [Fact]
    public async Task A_store_that_keeps_failing_costs_bounded_memory_and_never_the_answers()
    {
        store.WriteFailure = DiskFull;
        await using var service = await Service.StartAsync(
            registry,
            store,
            configure: options => (options.CommitQueueBytes, options.HeadCacheBytes) = (1 << 20, 1 << 20)
        );
        var names = Enumerable.Range(0, 3_000).Select(i => $"p{i}").ToList();
        names.ForEach(name => registry.Publish(name, "1.0.0"));
        using var first = service.Session();
        await first.GetPackageAsync("p0");
        await Service.Eventually(() => !service.Graph.WriteBehind.IsHealthy);

        var answers = await Task.WhenAll(names.Select(name => first.GetPackageAsync(name).AsTask()));

        answers.ShouldAllBe(answer => answer.Status == HeadStatus.Found);
        service.Graph.WriteBehind.PendingBytes.ShouldBeLessThanOrEqualTo(1 << 20);
    }

    [Fact]
    public async Task A_package_that_breaks_the_commit_does_not_hold_up_the_others()
    {
        registry.Publish("a", "1.0.0", "bad@*", "b@*").Publish("bad", "1.0.0").Publish("b", "1.0.0");
        store.IsPoison = name => name == "bad";
        await using var service = await Service.StartAsync(registry, store);

        (await service.SetAsync("a")).Value.TotalCount.ShouldBe(2);

        await Service.Eventually(() => store.Names.Count == 2);
        store.Names.ShouldBe(["a", "b"], ignoreOrder: true);
        await Service.Eventually(() => service.Graph.WriteBehind.PendingPackages == 0);
        (await service.SetAsync("a")).Value.TotalCount.ShouldBe(2);
    }

    [Fact]
    public async Task A_store_that_fails_while_the_culprit_is_sought_gets_the_rest_later_in_the_same_order()
    {
        var looks = 0;
        store.IsPoison = name =>
        {
            if (name == "bad" && ++looks == 2)
            {
                store.WriteFailure = DiskFull;
            }

            return name == "bad";
        };
        await using var service = await Service.StartAsync(registry, store, time);
        foreach (var name in (string[])["a", "bad", "b", "c"])
        {
            registry.Publish(name, "1.0.0");
            using var session = service.Session();
            await session.GetPackageAsync(name);
        }

        await Service.Eventually(
            () => !service.Graph.WriteBehind.IsHealthy,
            () => time.Advance(TimeSpan.FromMilliseconds(1))
        );
        service.Graph.WriteBehind.PendingPackages.ShouldBe(2);
        store.WriteFailure = null;
        await Service.Eventually(() => store.Names.Count == 3, () => time.Advance(TimeSpan.FromMilliseconds(10)));

        store.Commits.Select(batch => string.Join(' ', batch.Select(write => write.Name))).ShouldBe(["a", "b c"]);
    }

    [Fact]
    public async Task Versions_that_answers_were_given_from_are_told_to_the_store()
    {
        registry.Publish("a", "1.0.0", "b@^1").Publish("b", "1.0.0").Publish("b", "1.5.0").Publish("b", "2.0.0");
        await using var service = await Service.StartAsync(registry, store);

        await service.SetAsync("a");

        await Service.Eventually(() =>
            store
                .Commits.SelectMany(batch => batch)
                .Any(write => write.Name == "b" && write.Answered.SequenceEqual([1]))
        );
    }

    [Fact]
    public async Task An_unmodified_head_is_committed_with_its_new_time_only()
    {
        registry.Publish("a", "1.0.0");
        await using var service = await Service.StartAsync(registry, store, time);
        await service.SetAsync("a");
        await Service.Eventually(() => store.Names.Count == 1, () => time.Advance(TimeSpan.FromMilliseconds(1)));
        var before = store["a"]!;

        time.Advance(TimeSpan.FromMinutes(6));
        await service.SetAsync("a");
        await Service.Eventually(
            () => store["a"]!.FetchedAt > before.FetchedAt,
            () => time.Advance(TimeSpan.FromMilliseconds(1))
        );

        store["a"]!.Head.ShouldBeSameAs(before.Head);
        store["a"]!.ETag.ShouldBe(before.ETag);
    }
}

using DepGraph.Ingestion.Tests.Fakes;
using DepGraph.Ingestion.Tests.Graph;
using DepGraph.Testing;

namespace DepGraph.Ingestion.Tests.Refresh;

public sealed class RefreshTests
{
    private readonly ScriptedRegistry registry = new();
    private readonly MemoryStore store = new();
    private readonly ManualTime time = new();

    [Fact]
    public async Task Packages_that_nobody_asks_for_are_revalidated_after_the_interval()
    {
        registry.Publish("a", "1.0.0");
        await using var service = await Service.StartAsync(registry, store, time);
        await service.SetAsync("a");
        registry.Publish("a", "1.1.0");

        await Service.Eventually(() => store["a"] is not null, () => time.Advance(TimeSpan.FromMilliseconds(10)));
        time.Advance(TimeSpan.FromHours(5));
        registry.Asked("a").ShouldBe(1);
        await Service.Eventually(() => registry.Asked("a") == 2, () => time.Advance(TimeSpan.FromSeconds(1)));
        // In small steps: a minute without the commit, and it would be due again.
        await Service.Eventually(
            () => store["a"]!.Head!.Latest == "1.1.0",
            () => time.Advance(TimeSpan.FromMilliseconds(1))
        );

        registry.Asked("a").ShouldBe(2);
    }

    [Fact]
    public async Task At_most_five_a_second_are_asked_for()
    {
        var names = Enumerable.Range(0, 40).Select(i => $"p{i}").ToList();
        names.ForEach(name => registry.Publish(name, "1.0.0"));
        await using (var former = await Service.StartAsync(registry, store, time))
        {
            using var session = former.Session();
            await Task.WhenAll(names.Select(name => session.GetPackageAsync(name).AsTask()));
        }

        time.Advance(TimeSpan.FromHours(7));
        await using var service = await Service.StartAsync(registry, store, time);
        for (var tenths = 1; registry.Total < 80; tenths++)
        {
            tenths.ShouldBeLessThan(24_000);
            time.Advance(TimeSpan.FromMilliseconds(100));
            await Task.Delay(5, TestContext.Current.CancellationToken);
            (registry.Total - 40).ShouldBeLessThanOrEqualTo(1 + (tenths / 2));
        }

        names.ShouldAllBe(name => registry.Asked(name) == 2);
    }

    [Fact]
    public async Task A_package_that_keeps_failing_does_not_hold_up_the_others()
    {
        registry.Publish("bad", "1.0.0").Publish("good", "1.0.0");
        await using (var former = await Service.StartAsync(registry, store, time))
        {
            await former.SetAsync("bad");
            time.Advance(TimeSpan.FromSeconds(1));
            await former.SetAsync("good");
        }

        registry.Fail("bad");
        time.Advance(TimeSpan.FromHours(7));
        var before = store["good"]!.FetchedAt;
        await using var service = await Service.StartAsync(registry, store, time);

        await Service.Eventually(
            () => store["good"]!.FetchedAt > before,
            () => time.Advance(TimeSpan.FromMilliseconds(10))
        );
        registry.Asked("bad").ShouldBe(2);
    }

    [Fact]
    public async Task Zero_turns_it_off()
    {
        registry.Publish("a", "1.0.0");
        await using var service = await Service.StartAsync(
            registry,
            store,
            time,
            options => options.RefreshInterval = TimeSpan.Zero
        );
        await service.SetAsync("a");

        time.Advance(TimeSpan.FromDays(2));

        registry.Asked("a").ShouldBe(1);
    }
}

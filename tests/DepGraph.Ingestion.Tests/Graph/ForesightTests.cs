using DepGraph.Ingestion.Graph;
using DepGraph.Ingestion.Tests.Dependents;
using DepGraph.Ingestion.Tests.Fakes;
using DepGraph.Storage;
using DepGraph.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace DepGraph.Ingestion.Tests.Graph;

/// <summary>Heads that are read along with others because a closure will probably come to them.</summary>
public sealed class ForesightTests
{
    private readonly ScriptedRegistry registry = new();
    private readonly MemoryStore store = new();
    private readonly Guess guess = new();
    private readonly ManualTime time = new();

    [Fact]
    public async Task A_set_that_is_foreseen_is_one_read_below_its_root()
    {
        await StoreAsync(
            ("a", "1.0.0: b@^1 c@^1"),
            ("b", "1.0.0: d@^1"),
            ("c", "1.0.0"),
            ("d", "1.0.0: e@^1"),
            ("e", "1.0.0")
        );
        guess.Names = ["d", "e"];
        await using var service = await StartAsync();

        var set = await service.SetAsync("a");

        set.Value.TotalCount.ShouldBe(4);
        set.Value.IsComplete.ShouldBeTrue();
        store.Reads.Select(read => string.Join(' ', read)).ShouldBe(["a", "b c d e"]);
        registry.Total.ShouldBe(0);
    }

    [Fact]
    public async Task A_wrong_guess_costs_the_reading_and_nothing_else()
    {
        await StoreAsync(("a", "1.0.0: b@^1"), ("b", "1.0.0"), ("known", "1.0.0"));
        guess.Names = ["known", "unknown"];
        await using var service = await StartAsync();

        (await service.SetAsync("a")).Value.TotalCount.ShouldBe(1);

        store.Reads.Select(read => string.Join(' ', read)).ShouldBe(["a", "b known unknown"]);
        registry.Total.ShouldBe(0);
        service.Heads.Entries.Find("known").ShouldNotBeNull().Flight.ShouldBeNull();
        await Service.Eventually(() => service.Heads.Entries.Find("unknown") is null);
    }

    [Fact]
    public async Task A_guess_that_the_store_does_not_have_is_fetched_if_somebody_has_come_to_wait_for_it()
    {
        await StoreAsync(("a", "1.0.0: b@^1"), ("b", "1.0.0: late@^1"));
        registry.Publish("late", "1.0.0");
        guess.Names = ["late"];
        await using var service = await StartAsync();

        var set = await service.SetAsync("a");

        set.Value.Entries.Select(entry => entry.Version.ToString()).ShouldBe(["b@1.0.0", "late@1.0.0"]);
        store.Reads.Select(read => string.Join(' ', read)).ShouldBe(["a", "b late"]);
        registry.Asked("late").ShouldBe(1);
    }

    [Fact]
    public async Task What_nobody_came_for_is_not_revalidated_until_somebody_does()
    {
        await StoreAsync(("a", "1.0.0: b@^1"), ("b", "1.0.0"), ("known", "1.0.0"));
        registry.Publish("a", "1.0.0", "b@^1").Publish("b", "1.0.0").Publish("known", "1.0.0");
        guess.Names = ["known"];
        time.Advance(TimeSpan.FromDays(1));
        await using var service = await StartAsync(freshness: TimeSpan.FromMinutes(5));

        (await service.SetAsync("a")).Value.TotalCount.ShouldBe(1);
        await Service.Eventually(() => registry.Asked("a") == 1 && registry.Asked("b") == 1);
        registry.Asked("known").ShouldBe(0);

        using var session = service.Session();
        (await session.GetPackageAsync("known")).Head.ShouldNotBeNull();
        await Service.Eventually(() => registry.Asked("known") == 1);
    }

    [Theory]
    [InlineData(1, null)]
    [InlineData(2, 1)]
    [InlineData(4, 3)]
    public async Task A_set_of_some_levels_looks_no_further_ahead(int maxDepth, int? levels)
    {
        await StoreAsync(("a", "1.0.0: b@^1"), ("b", "1.0.0"));
        await using var service = await StartAsync();

        await service.SetAsync("a", maxDepth: maxDepth);

        guess.Levels.ShouldBe(levels is { } asked ? [asked] : []);
    }

    [Fact]
    public async Task Packages_that_are_asked_for_with_levels_below_them_bring_those_along()
    {
        await StoreAsync(("a", "1.0.0: b@^1"), ("b", "1.0.0"));
        guess.Names = ["b"];
        await using var service = await StartAsync();
        using var session = service.Session();

        await (await session.GetPackagesAsync(["a"], levelsBelow: 1))["a"];

        store.Reads.Select(read => string.Join(' ', read)).ShouldBe(["a b"]);
        guess.Levels.ShouldBe([1]);
        session.TryGetPackage("b").ShouldNotBeNull();
    }

    [Fact]
    public async Task A_store_that_fails_leaves_nothing_behind_of_what_was_foreseen()
    {
        await StoreAsync(("a", "1.0.0: b@^1"), ("b", "1.0.0"), ("c", "1.0.0"));
        registry.Publish("a", "1.0.0", "b@^1").Publish("b", "1.0.0");
        guess.Names = ["c"];
        await using var service = await StartAsync();
        store.ReadFailure = new StoreException(StoreFailure.Unavailable, "The store is away.");

        (await service.SetAsync("a")).Value.TotalCount.ShouldBe(1);

        registry.Asked("c").ShouldBe(0);
        await Service.Eventually(() => service.Heads.Entries.Find("c") is null);
    }

    [Fact]
    public async Task A_forecast_that_breaks_spoils_nothing()
    {
        await StoreAsync(("a", "1.0.0: b@^1"), ("b", "1.0.0"));
        guess.Failure = new InvalidOperationException("The forecast breaks.");
        await using var service = await StartAsync();

        (await service.SetAsync("a")).Value.TotalCount.ShouldBe(1);
    }

    private Task StoreAsync(params (string Name, string Version)[] packages) =>
        store.CommitAsync([
            .. packages.Select(package =>
                Declared.Write(Declared.Head(package.Name, package.Version), time.GetUtcNow())
            ),
        ]);

    private Task<Service> StartAsync(TimeSpan? freshness = null) =>
        Service.StartAsync(
            registry,
            store,
            time,
            options =>
            {
                Patience.Unlimited(options);
                options.RefreshInterval = TimeSpan.Zero;
                options.Freshness = freshness ?? TimeSpan.FromDays(3_650);
            },
            add: services => services.AddSingleton<IHeadForecast>(guess)
        );

    /// <summary>Foresees what a test says, whatever is asked for.</summary>
    private sealed class Guess : IHeadForecast
    {
        public IReadOnlyList<string> Names { get; set; } = [];

        public List<int> Levels { get; } = [];

        public Exception? Failure { get; set; }

        public IReadOnlyList<string> Below(
            IReadOnlyList<string> names,
            int levels,
            int most,
            Func<string, bool> isAtHand
        )
        {
            Levels.Add(levels);
            if (Failure is not null)
            {
                throw Failure;
            }

            return [.. Names.Where(name => !names.Contains(name) && !isAtHand(name))];
        }
    }
}

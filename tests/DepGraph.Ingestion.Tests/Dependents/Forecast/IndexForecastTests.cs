using DepGraph.Ingestion.Dependents.Forecast;
using DepGraph.Ingestion.Graph;
using DepGraph.Ingestion.Tests.Fakes;

namespace DepGraph.Ingestion.Tests.Dependents.Forecast;

public sealed class IndexForecastTests : IAsyncLifetime
{
    private readonly MemoryStore store = new();
    private Service service = null!;

    private IHeadForecast Forecast => service.Get<IHeadForecast>();

    public async ValueTask InitializeAsync()
    {
        await store.CommitAsync([
            Declared.Write(
                Declared.Head("root", "0.9.0: former@^1", "1.0.0: a@^1 optional:b@^1 dev:tool@^1 peer:host@^1")
            ),
            Declared.Write(Declared.Head("a", "1.0.0: c@^1 root@^1")),
            Declared.Write(Declared.Head("b", "1.0.0: c@^1 d@^1")),
            Declared.Write(Declared.Head("c", "1.0.0: e@^1")),
            Declared.Write(Declared.Head("tool", "1.0.0: hammer@^1")),
        ]);
        service = await DependentsService.StartAsync(store);
        await service.UntilAsync("hammer", rows => rows.Length == 1);
    }

    public ValueTask DisposeAsync() => service.DisposeAsync();

    [Fact]
    public void What_latest_versions_need_to_run_is_foreseen_nearest_first_and_once() =>
        Below(["root"]).ShouldBe(["a", "b", "c", "d", "e"]);

    [Theory]
    [InlineData(1, "a b")]
    [InlineData(2, "a b c d")]
    [InlineData(3, "a b c d e")]
    public void So_many_levels_are_looked_at(int levels, string expected) =>
        string.Join(' ', Below(["root"], levels)).ShouldBe(expected);

    [Fact]
    public void No_more_are_named_than_are_wanted() => Below(["root"], most: 3).ShouldBe(["a", "b", "c"]);

    [Fact]
    public void What_is_at_hand_is_left_out_and_what_is_below_it_is_not() =>
        Below(["root"], atHand: ["a", "b", "c"]).ShouldBe(["d", "e"]);

    [Fact]
    public void Several_packages_share_what_is_below_them() => Below(["a", "b"]).ShouldBe(["c", "root", "d", "e"]);

    [Fact]
    public void Below_a_package_that_nobody_knows_nothing_is_foreseen() => Below(["nobody"]).ShouldBeEmpty();

    [Fact]
    public async Task Without_an_index_nothing_is_foreseen()
    {
        await using var small = await DependentsService.StartAsync(
            store,
            configure: options => options.DependentsIndexBytes = 1
        );
        await small.Indexer.Settled;

        small.Get<IHeadForecast>().Below(["root"], int.MaxValue, 100, _ => false).ShouldBeEmpty();
    }

    private IReadOnlyList<string> Below(
        string[] names,
        int levels = int.MaxValue,
        int most = 100,
        params string[] atHand
    ) => Forecast.Below(names, levels, most, atHand.Contains);
}

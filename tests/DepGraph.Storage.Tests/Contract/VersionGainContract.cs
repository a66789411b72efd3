using static DepGraph.Storage.Tests.Documents;

namespace DepGraph.Storage.Tests.Contract;

/// <summary>What packages gained, told by the store to every process alike.</summary>
public abstract class VersionGainContract(IStorePlace place) : StoreContract(place)
{
    [Fact]
    public async Task A_known_package_gains_the_versions_that_its_new_head_has_and_the_former_had_not()
    {
        await CommitAsync(Write(Head("a", "1.0.0", "2.0.0")));
        var commit = await CommitAsync(Write(Head("a", "2.0.0", "2.1.0", "3.0.0"), Noon.AddMinutes(1)));

        var gain = (await Store.ReadGainsAsync(0, 10, Cancel)).ShouldHaveSingleItem();

        (gain.Sequence, gain.Name).ShouldBe((commit.Sequence, "a"));
        gain.Versions.ShouldBe(["2.1.0", "3.0.0"]);
    }

    [Fact]
    public async Task A_package_that_enters_the_graph_gains_nothing_even_when_others_name_it()
    {
        await CommitAsync(Write(Head("a", "1.0.0: b@^1")));
        await CommitAsync(Write(Head("b", "1.0.0")));

        (await Store.ReadGainsAsync(0, 10, Cancel)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_package_that_was_missing_gains_all_of_its_versions()
    {
        await CommitAsync(Missing("late"));
        await CommitAsync(Write(Head("late", "0.1.0", "0.2.0"), Noon.AddMinutes(1)));

        (await Store.ReadGainsAsync(0, 10, Cancel)).ShouldHaveSingleItem().Versions.ShouldBe(["0.1.0", "0.2.0"]);
    }

    [Fact]
    public async Task What_only_confirms_loses_or_comes_too_late_brings_no_gain()
    {
        await CommitAsync(Write(Head("a", "1.0.0", "2.0.0"), Noon.AddHours(1)));
        await CommitAsync(Write(Head("a", "1.0.0", "2.0.0"), Noon.AddHours(2)));
        await CommitAsync(Write(Head("a", "2.0.0"), Noon.AddHours(3)));
        await CommitAsync(Write(Head("a", "2.0.0", "9.0.0"), Noon));
        await CommitAsync(Missing("a", Noon.AddHours(4)));

        (await Store.ReadGainsAsync(0, 10, Cancel)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Each_commit_counts_in_order_and_in_pages_and_is_seen_by_another_store()
    {
        await Store.CommitAsync([Write(Head("a", "1.0.0")), Write(Head("b", "1.0.0"))], Cancel);
        await CommitAsync(Write(Head("a", "1.0.0", "1.1.0"), Noon.AddMinutes(1)));
        await CommitAsync(Write(Head("b", "1.0.0", "1.5.0"), Noon.AddMinutes(2)));
        await CommitAsync(Write(Head("a", "1.0.0", "1.1.0", "1.2.0"), Noon.AddMinutes(3)));
        await using var other = CreateAnother();
        await other.OpenAsync(Cancel);

        var first = await other.ReadGainsAsync(0, 2, Cancel);
        var rest = await other.ReadGainsAsync(first[^1].Sequence, 2, Cancel);

        first.Select(Text).ShouldBe(["a 1.1.0", "b 1.5.0"]);
        rest.Select(Text).ShouldBe(["a 1.2.0"]);
        (await other.ReadGainsAsync(rest[^1].Sequence, 2, Cancel)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Old_gains_are_forgotten_and_young_ones_are_not()
    {
        await CommitAsync(Write(Head("a", "1.0.0")));
        await CommitAsync(Write(Head("a", "1.0.0", "1.1.0"), Noon.AddMinutes(1)));

        (await Store.ForgetGainsAsync(TimeSpan.FromHours(1), Cancel)).ShouldBe(0);

        (await Store.ReadGainsAsync(0, 10, Cancel)).ShouldHaveSingleItem();
        // What was committed just now is older than nothing, once the clock has moved.
        await EventuallyAsync(() => Store.ForgetGainsAsync(TimeSpan.Zero, Cancel), forgotten => forgotten == 1);
        (await Store.ReadGainsAsync(0, 10, Cancel)).ShouldBeEmpty();
    }

    private static string Text(VersionGain gain) => $"{gain.Name} {string.Join(',', gain.Versions)}";
}

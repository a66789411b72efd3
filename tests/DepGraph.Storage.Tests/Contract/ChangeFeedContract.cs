using static DepGraph.Storage.Tests.Documents;

namespace DepGraph.Storage.Tests.Contract;

public abstract class ChangeFeedContract(IStorePlace place) : StoreContract(place)
{
    [Fact]
    public async Task An_empty_store_has_no_changes()
    {
        (await Store.LastSequenceAsync(Cancel)).ShouldBe(0);
        (await Store.ReadChangesAsync(0, 10, Cancel)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Changes_come_in_sequence_order_and_in_pages()
    {
        foreach (var name in (string[])["c", "a", "b"])
            await CommitAsync(Write(Head(name, "1.0.0")));

        var page = await Store.ReadChangesAsync(0, 2, Cancel);
        page.Select(c => (c.Sequence, c.Name)).ShouldBe([(1, "c"), (2, "a")]);
        (await Store.ReadChangesAsync(2, 2, Cancel)).Select(c => c.Name).ShouldBe(["b"]);
    }

    [Fact]
    public async Task A_package_that_changed_twice_appears_at_its_newest_change()
    {
        await CommitAsync(Write(Head("a", "1.0.0")));
        await CommitAsync(Write(Head("b", "1.0.0")));
        var newest = await CommitAsync(Write(Head("a", "2.0.0"), Noon.AddMinutes(1)));

        var changes = await Store.ReadChangesAsync(0, 10, Cancel);

        changes.ShouldBe([new HeadChange(2, "b", 2), new HeadChange(newest.Sequence, "a", newest.Revision)]);
    }

    [Fact]
    public async Task Confirming_a_head_is_no_change()
    {
        var write = Write(Head("a", "1.0.0"));
        await CommitAsync(write);
        await CommitAsync(write with { FetchedAt = Noon.AddHours(1) });

        (await Store.ReadChangesAsync(1, 10, Cancel)).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_sequence_goes_on_after_a_restart()
    {
        await CommitAsync(Write(Head("a", "1.0.0")));
        await ReopenAsync();

        (await CommitAsync(Write(Head("b", "1.0.0")))).Sequence.ShouldBe(2);
    }

    [Fact]
    public async Task The_oldest_confirmed_come_first_without_missing_or_fresh_ones()
    {
        await CommitAsync(Write(Head("young", "1.0.0"), Noon.AddHours(5)));
        await CommitAsync(Write(Head("middle", "1.0.0"), Noon.AddHours(2)));
        await CommitAsync(Write(Head("old", "1.0.0"), Noon.AddHours(1)));
        await CommitAsync(Missing("missing"));

        (await Store.OldestFetchedAsync(10, Noon.AddHours(5), Cancel)).ShouldBe([
            new FetchAge("old", Noon.AddHours(1)),
            new FetchAge("middle", Noon.AddHours(2)),
        ]);
        (await Store.OldestFetchedAsync(1, Noon.AddDays(1), Cancel)).Select(a => a.Name).ShouldBe(["old"]);
    }

    [Fact]
    public async Task Missing_packages_are_forgotten_when_they_are_old_enough()
    {
        await CommitAsync(Write(Head("a", "1.0.0: mentioned@*")));
        await Store.CommitAsync([Missing("mentioned"), Missing("old"), Missing("young", Noon.AddHours(2))], Cancel);

        (await Store.ForgetMissingAsync(Noon.AddHours(1), 100, Cancel)).ShouldBe(2);

        (await Store.LoadAsync(["mentioned", "old"], Cancel)).ShouldBe([null, null]);
        (await LoadAsync("young")).ShouldNotBeNull();
        (await Store.GetStatisticsAsync(Cancel)).MissingPackages.ShouldBe(1);
        await CommitAsync(Write(Head("old", "1.0.0: mentioned@^1"), Noon.AddHours(3)));
        (await LoadAsync("old")).ShouldNotBeNull().Head.ShouldNotBeNull();
    }
}

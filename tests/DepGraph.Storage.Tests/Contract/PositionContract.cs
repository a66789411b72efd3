namespace DepGraph.Storage.Tests.Contract;

/// <summary>How far somebody has come who works through something.</summary>
public abstract class PositionContract(IStorePlace place) : StoreContract(place)
{
    [Fact]
    public async Task There_is_none_until_one_is_set()
    {
        (await Store.ReadPositionAsync("feed", Cancel)).ShouldBeNull();

        (await Store.MovePositionAsync("feed", from: null, to: "1", Cancel)).ShouldBeTrue();

        (await Store.ReadPositionAsync("feed", Cancel)).ShouldBe("1");
        (await Store.ReadPositionAsync("another", Cancel)).ShouldBeNull();
    }

    [Fact]
    public async Task It_moves_from_what_it_is_and_stays_when_it_is_something_else()
    {
        await Store.MovePositionAsync("feed", from: null, to: "1", Cancel);

        (await Store.MovePositionAsync("feed", from: "1", to: "2", Cancel)).ShouldBeTrue();
        (await Store.MovePositionAsync("feed", from: "1", to: "3", Cancel)).ShouldBeFalse();
        (await Store.MovePositionAsync("feed", from: null, to: "3", Cancel)).ShouldBeFalse();

        (await Store.ReadPositionAsync("feed", Cancel)).ShouldBe("2");
    }

    [Fact]
    public async Task A_move_that_is_repeated_is_as_good_as_one()
    {
        await Store.MovePositionAsync("feed", from: null, to: "1", Cancel);
        await Store.MovePositionAsync("feed", from: "1", to: "2", Cancel);

        (await Store.MovePositionAsync("feed", from: "1", to: "2", Cancel)).ShouldBeTrue();

        (await Store.ReadPositionAsync("feed", Cancel)).ShouldBe("2");
    }

    [Fact]
    public async Task It_can_be_taken_away_and_set_anew()
    {
        await Store.MovePositionAsync("feed", from: null, to: "1", Cancel);

        (await Store.MovePositionAsync("feed", from: "2", to: null, Cancel)).ShouldBeFalse();
        (await Store.MovePositionAsync("feed", from: "1", to: null, Cancel)).ShouldBeTrue();
        (await Store.MovePositionAsync("feed", from: "1", to: null, Cancel)).ShouldBeTrue();

        (await Store.ReadPositionAsync("feed", Cancel)).ShouldBeNull();
        (await Store.MovePositionAsync("feed", from: null, to: "5", Cancel)).ShouldBeTrue();
        (await Store.ReadPositionAsync("feed", Cancel)).ShouldBe("5");
    }

    [Fact]
    public async Task It_is_there_after_a_new_start_and_for_other_processes()
    {
        var text = new string('é', 50_000);
        await Store.MovePositionAsync("feed", from: null, text, Cancel);

        await ReopenAsync();
        await using var another = CreateAnother();
        await another.OpenAsync(Cancel);

        (await Store.ReadPositionAsync("feed", Cancel)).ShouldBe(text);
        (await another.ReadPositionAsync("feed", Cancel)).ShouldBe(text);
    }

    [Fact]
    public async Task Of_several_who_move_it_at_once_one_succeeds()
    {
        await using var another = CreateAnother();
        await another.OpenAsync(Cancel);
        var position = default(string);
        for (var round = 0; round < 20; round++)
        {
            var moves = await Task.WhenAll(
                Enumerable
                    .Range(0, 8)
                    .Select(async mover =>
                    {
                        var to = $"{round} of {mover}";
                        var store = mover % 2 == 0 ? Store : another;
                        return (To: to, IsMoved: await store.MovePositionAsync("feed", position, to, Cancel));
                    })
            );

            position = moves.Where(move => move.IsMoved).ShouldHaveSingleItem().To;
            (await another.ReadPositionAsync("feed", Cancel)).ShouldBe(position);
        }
    }
}

namespace DepGraph.Bolt.Tests.Internal.Sessions;

public sealed class BookmarkManagerTests
{
    [Fact]
    public async Task What_a_transaction_began_behind_is_replaced_by_where_it_ended()
    {
        var manager = GraphDatabase.BookmarkManager(Bookmarks.From("a", "b", "c"));
        await manager.UpdateBookmarksAsync(["a", "b"], ["d"]);
        (await manager.GetBookmarksAsync()).ShouldBe(["c", "d"], ignoreOrder: true);
    }

    [Fact]
    public async Task An_end_that_is_not_known_changes_nothing()
    {
        var manager = GraphDatabase.BookmarkManager(Bookmarks.From("a"));
        await manager.UpdateBookmarksAsync(["a"], []);
        (await manager.GetBookmarksAsync()).ShouldBe(["a"]);
    }

    [Fact]
    public async Task Reading_at_the_same_point_keeps_the_set()
    {
        var manager = GraphDatabase.BookmarkManager(Bookmarks.From("a"));
        var before = await manager.GetBookmarksAsync();
        await manager.UpdateBookmarksAsync(before, ["a"]);
        (await manager.GetBookmarksAsync()).ShouldBeSameAs(before);
    }

    [Fact]
    public async Task Of_many_at_once_none_is_lost()
    {
        var manager = GraphDatabase.BookmarkManager();
        await Task.WhenAll(
            Enumerable
                .Range(0, 100)
                .Select(i => Task.Run(async () => await manager.UpdateBookmarksAsync([$"before{i}"], [$"after{i}"])))
        );
        (await manager.GetBookmarksAsync()).Count.ShouldBe(100);
    }

    [Fact]
    public void Bookmarks_are_equal_as_sets()
    {
        Bookmarks.From("a", "b").ShouldBe(Bookmarks.From("b", "a", "a"));
        Bookmarks.From("a", "b").GetHashCode().ShouldBe(Bookmarks.From("b", "a").GetHashCode());
        Bookmarks.From("a").ShouldNotBe(Bookmarks.From("b"));
        Bookmarks.Combine(Bookmarks.From("a"), Bookmarks.Empty, Bookmarks.From("b")).ShouldBe(Bookmarks.From("a", "b"));
    }
}

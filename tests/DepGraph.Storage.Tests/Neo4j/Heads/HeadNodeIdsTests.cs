using DepGraph.Storage.Neo4j.Heads;

namespace DepGraph.Storage.Tests.Neo4j.Heads;

public sealed class HeadNodeIdsTests
{
    private readonly HeadNodeIds nodes = new();

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(68_719_476_735)]
    public void An_id_is_found_by_its_name(long id)
    {
        nodes.Set("a", id);

        nodes.Find("a").ShouldBe(id);
        nodes.Find("b").ShouldBeNull();
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(long.MaxValue)]
    public void An_id_that_no_store_has_is_not_kept(long id)
    {
        nodes.Set("a", id);

        nodes.Find("a").ShouldBeNull();
    }

    [Fact]
    public void The_latest_id_counts_until_it_is_forgotten()
    {
        nodes.Set("a", 1);
        nodes.Set("a", 2);

        nodes.Find("a").ShouldBe(2);

        nodes.Forget("a");

        nodes.Find("a").ShouldBeNull();
    }

    /// <summary>Names that fall on one place may push each other out; of 100,000, each is found or not, hardly ever as another.</summary>
    [Fact]
    public void Names_are_hardly_ever_mistaken_for_one_another()
    {
        for (var i = 0; i < 100_000; i++)
            nodes.Set($"name-{i}", i);

        var found = Enumerable.Range(0, 100_000).Select(i => (Number: i, Id: nodes.Find($"name-{i}"))).ToList();

        found.Count(name => name.Id == name.Number).ShouldBeGreaterThan(90_000);
        found.Count(name => name.Id is { } id && id != name.Number).ShouldBeLessThan(100);
    }
}

using DepGraph.Storage.Neo4j.Heads;

namespace DepGraph.Storage.Tests.Neo4j.Heads;

public sealed class WatermarkTests
{
    [Fact]
    public void It_only_grows()
    {
        var watermark = new Watermark();

        watermark.Advance(5);
        watermark.Advance(3);

        watermark.Settled.ShouldBe(5);
    }

    [Fact]
    public void Of_many_who_advance_it_at_once_the_farthest_counts()
    {
        var watermark = new Watermark();

        Parallel.For(1, 10_001, number => watermark.Advance(number * 7919L % 10_007));

        watermark.Settled.ShouldBe(Enumerable.Range(1, 10_000).Max(number => number * 7919L % 10_007));
    }
}

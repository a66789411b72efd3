using DepGraph.Ingestion.Dependents.Index;

namespace DepGraph.Ingestion.Tests.Dependents.Index;

public sealed class ChunkedListTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(1 << 16)]
    [InlineData((1 << 16) + 1)]
    [InlineData(200_000)]
    public void What_was_added_stands_where_it_was_added(int count)
    {
        var list = new ChunkedList<int>();
        for (var i = 0; i < count; i++)
        {
            list.Add(3 * i);
        }

        list.Count.ShouldBe(count);
        Enumerable.Range(0, count).ShouldAllBe(i => list[i] == 3 * i);
    }
}

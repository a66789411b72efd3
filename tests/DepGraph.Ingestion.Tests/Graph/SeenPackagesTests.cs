using DepGraph.Ingestion.Graph;

namespace DepGraph.Ingestion.Tests.Graph;

public sealed class SeenPackagesTests
{
    private readonly SeenPackages seen = new();

    [Theory]
    [InlineData(1)]
    [InlineData(8)]
    [InlineData(9)]
    [InlineData(500)]
    public void What_was_answered_first_is_found_among_any_number(int count)
    {
        var first = Enumerable.Range(0, count).Select(i => PackageAnswer.Pending($"p{i}", null)).ToArray();
        for (var i = 0; i < count; i++)
        {
            seen.TryAppend($"p{i}", first[i]).ShouldBeTrue();
            seen.TryAppend($"p{i}", PackageAnswer.Pending($"p{i}", null)).ShouldBeTrue();
            seen.TryGet($"p{i}").ShouldBeSameAs(first[i]);
        }

        for (var i = 0; i < count; i++)
        {
            seen.TryGet($"p{i}").ShouldBeSameAs(first[i]);
        }

        seen.TryGet("other").ShouldBeNull();
    }

    [Fact]
    public void Answers_are_taken_unseen_up_to_a_bound_only()
    {
        var answer = PackageAnswer.Pending("p", null);
        var taken = Enumerable.Range(0, 5_000).Count(_ => seen.TryAppend("p", answer));

        taken.ShouldBeLessThan(5_000);
        seen.All.Count().ShouldBe(taken);
        seen.TryGet("p").ShouldBeSameAs(answer);
        seen.Add("q", answer);
        seen.TryGet("q").ShouldBeSameAs(answer);
    }
}

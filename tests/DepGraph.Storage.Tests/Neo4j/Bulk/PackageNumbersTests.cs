using DepGraph.Storage.Neo4j.Bulk;

namespace DepGraph.Storage.Tests.Neo4j.Bulk;

public sealed class PackageNumbersTests
{
    private readonly PackageNumbers _packages = new();

    [Fact]
    public void A_name_has_one_number_however_often_it_comes()
    {
        var numbers = Enumerable.Range(0, 5000).Select(i => _packages.Of($"p{i}")).ToArray();

        numbers.ShouldBe(Enumerable.Range(0, 5000));
        Enumerable.Range(0, 5000).Select(i => _packages.Of($"p{i}")).ShouldBe(numbers);
    }

    [Fact]
    public void Those_that_nobody_described_are_known()
    {
        _packages.Of("later");
        _packages.Of("never");
        _packages.TryDescribe("first", out _).ShouldBeTrue();
        _packages.TryDescribe("later", out var number).ShouldBeTrue();
        _packages.TryDescribe("later", out _).ShouldBeFalse();

        number.ShouldBe(0);

        _packages.Named().ShouldBe([(1, "never")]);
    }

    [Fact]
    public void Many_threads_may_ask()
    {
        var names = Enumerable.Range(0, 2000).Select(i => $"@scope/p{i}").ToArray();
        var numbers = new int[8][];

        Parallel.For(0, numbers.Length, thread => numbers[thread] = [.. names.Select(_packages.Of)]);

        numbers.ShouldAllBe(each => each.SequenceEqual(numbers[0]));
        numbers[0].Distinct().Count().ShouldBe(names.Length);
    }
}

namespace DepGraph.Bolt.Tests;

public sealed class ValueExtensionsTests
{
    [Fact]
    public void Numbers_become_those_that_can_hold_them()
    {
        42L.As<int>().ShouldBe(42);
        42L.As<byte>().ShouldBe((byte)42);
        42L.As<double>().ShouldBe(42.0);
        42L.As<decimal>().ShouldBe(42m);
        42L.As<int?>().ShouldBe(42);
        1.5.As<float>().ShouldBe(1.5f);
        Should.Throw<OverflowException>(() => (1L << 40).As<int>());
    }

    [Fact]
    public void An_integer_becomes_an_enumeration() => 1L.As<AccessMode>().ShouldBe(AccessMode.Read);

    [Fact]
    public void Temporal_values_become_those_of_the_platform()
    {
        new LocalDate(2026, 5, 1).As<DateOnly>().ShouldBe(new DateOnly(2026, 5, 1));
        new LocalDateTime(new DateTime(2026, 5, 1, 2, 3, 4)).As<DateTime>().ShouldBe(new DateTime(2026, 5, 1, 2, 3, 4));
        var moment = new DateTimeOffset(2026, 5, 1, 2, 3, 4, TimeSpan.FromHours(2));
        new ZonedDateTime(moment).As<DateTimeOffset>().ShouldBe(moment);
        new Duration(90).As<TimeSpan>().ShouldBe(TimeSpan.FromSeconds(90));
    }

    [Fact]
    public void Lists_become_lists_arrays_and_sets_of_converted_items()
    {
        object list = new List<object?> { 1L, 2L, 2L };
        list.As<int[]>().ShouldBe([1, 2, 2]);
        list.As<List<long>>().ShouldBe([1, 2, 2]);
        list.As<IReadOnlyList<int>>().ShouldBe([1, 2, 2]);
        list.As<IEnumerable<int>>().ShouldBe([1, 2, 2]);
        list.As<HashSet<int>>().ShouldBe([1, 2], ignoreOrder: true);
        list.As<List<object?>>().ShouldBeSameAs(list);
        new List<object?> { new List<object?> { 1L } }
            .As<int[][]>()
            .ShouldBe([
                [1],
            ]);
    }

    [Fact]
    public void Maps_become_dictionaries_of_converted_values()
    {
        object map = new Dictionary<string, object?> { ["a"] = 1L };
        map.As<Dictionary<string, int>>().ShouldBe(new Dictionary<string, int> { ["a"] = 1 });
        map.As<IReadOnlyDictionary<string, int>>()["a"].ShouldBe(1);
        map.As<IReadOnlyDictionary<string, object?>>().ShouldBeSameAs(map);
    }

    [Fact]
    public void Null_is_null_where_the_type_has_one()
    {
        ((object?)null).As<string?>().ShouldBeNull();
        ((object?)null).As<int?>().ShouldBeNull();
        Should.Throw<InvalidCastException>(() => ((object?)null).As<int>());
    }

    [Fact]
    public void What_does_not_convert_is_refused_and_named()
    {
        Should.Throw<InvalidCastException>(() => "text".As<int>()).Message.ShouldContain("Int32");
        Should.Throw<InvalidCastException>(() => 1L.As<string>());
        Should.Throw<InvalidCastException>(() => new List<object?>().As<Dictionary<string, int>>());
        Should.Throw<InvalidCastException>(() => new Dictionary<string, object?>().As<int[]>());
    }
}

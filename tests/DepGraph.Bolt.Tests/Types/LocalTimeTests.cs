namespace DepGraph.Bolt.Tests.Types;

public class LocalTimeTests
{
    [Theory]
    [InlineData(0, 0, 0, 0, "00:00:00")]
    [InlineData(1, 2, 3, 4, "01:02:03.000000004")]
    [InlineData(12, 30, 0, 500_000_000, "12:30:00.5")]
    [InlineData(23, 59, 59, 999_999_999, "23:59:59.999999999")]
    public void Its_parts_and_its_nanoseconds_are_the_same_time(int hour, int minute, int second, int nano, string text)
    {
        var time = new LocalTime(hour, minute, second, nano);
        time.ToString().ShouldBe(text);
        (time.Hour, time.Minute, time.Second, time.Nanosecond).ShouldBe((hour, minute, second, nano));
        LocalTime.FromNanosecondOfDay(time.NanosecondOfDay).ShouldBe(time);
    }

    [Fact]
    public void What_is_no_time_is_refused()
    {
        Should.Throw<ArgumentOutOfRangeException>(() => new LocalTime(24, 0, 0));
        Should.Throw<ArgumentOutOfRangeException>(() => new LocalTime(0, 60, 0));
        Should.Throw<ArgumentOutOfRangeException>(() => new LocalTime(0, 0, 60));
        Should.Throw<ArgumentOutOfRangeException>(() => new LocalTime(0, 0, 0, 1_000_000_000));
        Should.Throw<ArgumentOutOfRangeException>(() => new LocalTime(0, 0, 0, -1));
        Should.Throw<ArgumentOutOfRangeException>(() => LocalTime.FromNanosecondOfDay(-1));
        Should.Throw<ArgumentOutOfRangeException>(() => LocalTime.FromNanosecondOfDay(86_400_000_000_000));
    }

    [Fact]
    public void It_converts_to_the_platforms_time_and_back()
    {
        foreach (var time in new[] { TimeOnly.MinValue, new TimeOnly(1, 2, 3, 4, 5), TimeOnly.MaxValue })
        {
            new LocalTime(time).ToTimeOnly().ShouldBe(time);
            new LocalTime(time).ToTimeSpan().ShouldBe(time.ToTimeSpan());
        }

        Should
            .Throw<OverflowException>(() => new LocalTime(1, 0, 0, 50).ToTimeOnly())
            .Message.ShouldBe("01:00:00.00000005 does not fit in a TimeOnly, which counts units of 100 ns.");
        Should.Throw<OverflowException>(() => new LocalTime(1, 0, 0, 50).ToTimeSpan());
    }

    [Fact]
    public void Times_are_ordered()
    {
        var earlier = new LocalTime(1, 0, 0);
        var later = new LocalTime(1, 0, 0, 1);
        (earlier < later && later > earlier && earlier <= later && later >= earlier).ShouldBeTrue();
        (earlier > later || later < earlier || earlier >= later || later <= earlier).ShouldBeFalse();
    }

    [Theory]
    [InlineData(0, "01:00:00Z")]
    [InlineData(3600, "01:00:00+01:00")]
    [InlineData(-5400, "01:00:00-01:30")]
    [InlineData(-1, "01:00:00-00:00:01")]
    [InlineData(64_800, "01:00:00+18:00")]
    public void With_an_offset_it_is_written_as_ISO_8601_has_it(int offset, string text) =>
        new OffsetTime(new LocalTime(1, 0, 0), offset).ToString().ShouldBe(text);

    [Fact]
    public void With_an_offset_it_is_ordered_by_the_moment()
    {
        var first = new OffsetTime(new LocalTime(2, 0, 0), 7200);
        var second = new OffsetTime(new LocalTime(1, 0, 0), 0);
        (first < second && second > first && first <= second && second >= first).ShouldBeTrue();
        var same = new OffsetTime(new LocalTime(0, 0, 0), 0);
        first.CompareTo(same).ShouldBePositive();
        first.ShouldNotBe(same);
        Should.Throw<ArgumentOutOfRangeException>(() => new OffsetTime(default, 64_801));
    }
}

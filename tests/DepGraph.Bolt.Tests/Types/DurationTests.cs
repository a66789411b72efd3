namespace DepGraph.Bolt.Tests.Types;

public class DurationTests
{
    [Theory]
    [InlineData(0, 0, 0, 0, "PT0S")]
    [InlineData(14, 3, 4, 500_000_000, "P14M3DT4.5S")]
    [InlineData(-1, 0, 0, 0, "P-1M")]
    [InlineData(0, -2, 0, 1, "P-2DT0.000000001S")]
    [InlineData(0, 0, -1, 500_000_000, "PT-0.5S")]
    [InlineData(0, 0, -2, 1, "PT-1.999999999S")]
    [InlineData(0, 0, -2, 0, "PT-2S")]
    [InlineData(
        long.MinValue,
        long.MaxValue,
        long.MinValue,
        0,
        "P-9223372036854775808M9223372036854775807DT-9223372036854775808S"
    )]
    public void It_is_written_as_ISO_8601_has_it(long months, long days, long seconds, int nanos, string text) =>
        new Duration(months, days, seconds, nanos).ToString().ShouldBe(text);

    [Fact]
    public void It_converts_to_the_platforms_span_and_back()
    {
        foreach (
            var time in new[]
            {
                TimeSpan.Zero,
                TimeSpan.FromSeconds(-0.5),
                TimeSpan.FromDays(3),
                TimeSpan.MinValue,
                TimeSpan.MaxValue,
            }
        )
        {
            new Duration(time).ToTimeSpan().ShouldBe(time);
        }

        new Duration(0, 1, 1, 0).ToTimeSpan().ShouldBe(new TimeSpan(1, 0, 0, 1));
    }

    [Fact]
    public void What_the_platforms_span_cannot_hold_is_refused()
    {
        Should
            .Throw<OverflowException>(() => new Duration(1, 0, 0, 0).ToTimeSpan())
            .Message.ShouldBe("P1M does not fit in a TimeSpan: a month has no fixed length.");
        Should.Throw<OverflowException>(() => new Duration(0, 0, 0, 1).ToTimeSpan()).Message.ShouldContain("100 ns");
        Should.Throw<OverflowException>(() => new Duration(0, long.MaxValue, 0, 0).ToTimeSpan());
        Should.Throw<OverflowException>(() => new Duration(0, 0, long.MinValue, 0).ToTimeSpan());
    }

    [Fact]
    public void Nanoseconds_are_less_than_a_second()
    {
        Should.Throw<ArgumentOutOfRangeException>(() => new Duration(0, -1));
        Should.Throw<ArgumentOutOfRangeException>(() => new Duration(0, 1_000_000_000));
    }

    [Fact]
    public void A_month_is_no_30_days_nor_a_day_24_hours()
    {
        new Duration(1, 0, 0, 0).ShouldNotBe(new Duration(0, 30, 0, 0));
        new Duration(0, 1, 0, 0).ShouldNotBe(new Duration(86_400));
        new Duration(5).ShouldBe(new Duration(0, 0, 5, 0));
    }
}

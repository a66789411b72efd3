namespace DepGraph.Bolt.Tests.Types;

public class LocalDateTimeTests
{
    [Theory]
    [InlineData(0, 0, "1970-01-01T00:00:00")]
    [InlineData(-1, 999_999_999, "1969-12-31T23:59:59.999999999")]
    [InlineData(951_782_400, 1, "2000-02-29T00:00:00.000000001")]
    public void Its_parts_are_those_of_its_seconds(long epochSecond, int nanosecond, string text)
    {
        var dateTime = LocalDateTime.FromEpochSecond(epochSecond, nanosecond);
        dateTime.ToString().ShouldBe(text);
        new LocalDateTime(dateTime.Date, dateTime.Time).ShouldBe(dateTime);
        new LocalDateTime(
            dateTime.Year,
            dateTime.Month,
            dateTime.Day,
            dateTime.Hour,
            dateTime.Minute,
            dateTime.Second,
            dateTime.Nanosecond
        ).ShouldBe(dateTime);
    }

    [Fact]
    public void What_is_out_of_range_is_refused()
    {
        Should.Throw<ArgumentOutOfRangeException>(() => LocalDateTime.FromEpochSecond(long.MaxValue, 0));
        Should.Throw<ArgumentOutOfRangeException>(() => LocalDateTime.FromEpochSecond(long.MinValue, 0));
        Should.Throw<ArgumentOutOfRangeException>(() => LocalDateTime.FromEpochSecond(0, -1));
        Should.Throw<ArgumentOutOfRangeException>(() => LocalDateTime.FromEpochSecond(0, 1_000_000_000));
    }

    [Fact]
    public void It_converts_to_the_platforms_date_and_time_and_back()
    {
        foreach (
            var dateTime in new[] { DateTime.MinValue, new DateTime(2024, 2, 29, 1, 2, 3, 4, 5), DateTime.MaxValue }
        )
        {
            var back = new LocalDateTime(dateTime).ToDateTime();
            back.ShouldBe(dateTime);
            back.Kind.ShouldBe(DateTimeKind.Unspecified);
        }

        Should
            .Throw<OverflowException>(() => new LocalDateTime(10_000, 1, 1, 0, 0, 0).ToDateTime())
            .Message.ShouldStartWith("+10000-01-01T00:00:00 does not fit in a DateTime, whose years");
        Should
            .Throw<OverflowException>(() => new LocalDateTime(2024, 1, 1, 0, 0, 0, 1).ToDateTime())
            .Message.ShouldContain("which counts units of 100 ns");
    }

    [Fact]
    public void They_are_ordered()
    {
        var earlier = new LocalDateTime(1969, 12, 31, 23, 59, 59, 5);
        var later = new LocalDateTime(1969, 12, 31, 23, 59, 59, 6);
        (earlier < later && later > earlier && earlier <= later && later >= earlier).ShouldBeTrue();
        earlier.CompareTo(new LocalDateTime(1970, 1, 1, 0, 0, 0)).ShouldBeNegative();
    }
}

namespace DepGraph.Bolt.Tests.Types;

public class LocalDateTests
{
    [Theory]
    [InlineData(1970, 1, 1, 0, "1970-01-01")]
    [InlineData(1969, 12, 31, -1, "1969-12-31")]
    [InlineData(2000, 2, 29, 11_016, "2000-02-29")]
    [InlineData(1, 1, 1, -719_162, "0001-01-01")]
    [InlineData(0, 12, 31, -719_163, "0000-12-31")]
    [InlineData(0, 2, 29, -719_469, "0000-02-29")]
    [InlineData(-1, 12, 31, -719_529, "-0001-12-31")]
    [InlineData(9999, 12, 31, 2_932_896, "9999-12-31")]
    [InlineData(10_000, 1, 1, 2_932_897, "+10000-01-01")]
    [InlineData(LocalDate.MaxYear, 12, 31, 365_241_780_471, "+999999999-12-31")]
    [InlineData(LocalDate.MinYear, 1, 1, -365_243_219_162, "-999999999-01-01")]
    public void Days_count_from_1970_in_every_year(int year, int month, int day, long epochDay, string text)
    {
        var date = new LocalDate(year, month, day);
        date.EpochDay.ShouldBe(epochDay);
        date.ToString().ShouldBe(text);
        LocalDate.FromEpochDay(epochDay).ShouldBe(date);
        (date.Year, date.Month, date.Day).ShouldBe((year, month, day));
    }

    [Fact]
    public void Days_follow_each_other_over_more_than_a_cycle_of_the_calendar()
    {
        var previous = new LocalDate(-500, 1, 1);
        for (var epochDay = previous.EpochDay + 1; previous.Year < 500; epochDay++)
        {
            var date = LocalDate.FromEpochDay(epochDay);
            var follows =
                (date.Year, date.Month, date.Day) == (previous.Year, previous.Month, previous.Day + 1)
                || (date.Year, date.Month, date.Day) == (previous.Year, previous.Month + 1, 1)
                || (date.Year, date.Month, date.Day, previous.Month) == (previous.Year + 1, 1, 1, 12);
            follows.ShouldBeTrue($"{previous}, {date}");
            previous = date;
        }
    }

    [Fact]
    public void What_is_no_day_is_refused()
    {
        Should.Throw<ArgumentOutOfRangeException>(() => new LocalDate(2023, 2, 29));
        Should.Throw<ArgumentOutOfRangeException>(() => new LocalDate(2023, 13, 1));
        Should.Throw<ArgumentOutOfRangeException>(() => new LocalDate(LocalDate.MaxYear + 1, 1, 1));
        Should.Throw<ArgumentOutOfRangeException>(() => new LocalDate(LocalDate.MinYear - 1, 1, 1));
        Should.Throw<ArgumentOutOfRangeException>(() => LocalDate.FromEpochDay(365_241_780_472));
        Should.Throw<ArgumentOutOfRangeException>(() => LocalDate.FromEpochDay(-365_243_219_163));
    }

    [Fact]
    public void It_converts_to_the_platforms_date_and_back()
    {
        foreach (var date in new[] { DateOnly.MinValue, new DateOnly(2024, 2, 29), DateOnly.MaxValue })
        {
            new LocalDate(date).ToDateOnly().ShouldBe(date);
        }

        foreach (
            var date in new[]
            {
                new LocalDate(10_000, 1, 1),
                new LocalDate(0, 12, 31),
                new LocalDate(LocalDate.MinYear, 1, 1),
            }
        )
        {
            Should.Throw<OverflowException>(() => date.ToDateOnly()).Message.ShouldStartWith($"{date} does not fit");
        }
    }

    [Fact]
    public void Days_are_ordered()
    {
        var earlier = new LocalDate(-1, 1, 1);
        var later = new LocalDate(1, 1, 1);
        (earlier < later).ShouldBeTrue();
        (later > earlier).ShouldBeTrue();
        (earlier <= later && later >= earlier).ShouldBeTrue();
        (earlier >= later).ShouldBeFalse();
        earlier.CompareTo(new LocalDate(-1, 1, 1)).ShouldBe(0);
    }
}

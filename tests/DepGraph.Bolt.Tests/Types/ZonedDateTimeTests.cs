namespace DepGraph.Bolt.Tests.Types;

public class ZonedDateTimeTests
{
    private static readonly Zone Berlin = Zone.Of("Europe/Berlin");

    [Fact]
    public void A_zone_of_the_database_has_the_offset_of_the_moment()
    {
        new ZonedDateTime(1_711_846_799, 0, Berlin).ToString().ShouldBe("2024-03-31T01:59:59+01:00[Europe/Berlin]");
        new ZonedDateTime(1_711_846_800, 0, Berlin).ToString().ShouldBe("2024-03-31T03:00:00+02:00[Europe/Berlin]");
    }

    [Fact]
    public void A_local_time_that_is_left_out_moves_on_by_the_gap() =>
        new ZonedDateTime(new LocalDateTime(2024, 3, 31, 2, 30, 0), Berlin)
            .ToString()
            .ShouldBe("2024-03-31T03:30:00+02:00[Europe/Berlin]");

    [Fact]
    public void A_local_time_that_comes_twice_is_the_first()
    {
        var first = new ZonedDateTime(new LocalDateTime(2024, 10, 27, 2, 30, 0), Berlin);
        first.ToString().ShouldBe("2024-10-27T02:30:00+02:00[Europe/Berlin]");
        var second = new ZonedDateTime(first.EpochSecond + 3600, 0, Berlin);
        second.ToString().ShouldBe("2024-10-27T02:30:00+01:00[Europe/Berlin]");
        second.LocalDateTime.ShouldBe(first.LocalDateTime);
        second.ShouldNotBe(first);
    }

    [Fact]
    public void Every_hour_of_a_year_is_found_by_its_local_time_unless_it_comes_twice()
    {
        foreach (var id in new[] { "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata", "UTC" })
        {
            var ambiguous = 0;
            for (var hour = 0; hour < 366 * 24; hour++)
            {
                var moment = new ZonedDateTime(1_704_067_200 + hour * 3600L, 7, Zone.Of(id));
                var found = new ZonedDateTime(moment.LocalDateTime, moment.Zone);
                found.LocalDateTime.ShouldBe(moment.LocalDateTime);
                ambiguous += found == moment ? 0 : 1;
                found.ShouldBeLessThanOrEqualTo(moment);
            }

            ambiguous.ShouldBeLessThanOrEqualTo(1, id);
        }
    }

    /// <summary>Four hundred years later the calendar is the same again.</summary>
    [Theory]
    [InlineData(10_024)]
    [InlineData(9_624)]
    [InlineData(999_999_624)]
    public void Rules_go_on_beyond_the_platforms_years(int year)
    {
        new ZonedDateTime(new LocalDateTime(year, 7, 1, 12, 0, 0), Berlin).OffsetSeconds.ShouldBe(7200);
        new ZonedDateTime(new LocalDateTime(year, 1, 1, 12, 0, 0), Berlin).OffsetSeconds.ShouldBe(3600);
    }

    [Fact]
    public void Before_the_platforms_years_the_first_offset_holds() =>
        new ZonedDateTime(new LocalDateTime(-5000, 7, 1, 12, 0, 0), Berlin).OffsetSeconds.ShouldBe(
            new ZonedDateTime(new LocalDateTime(1, 7, 1, 12, 0, 0), Berlin).OffsetSeconds
        );

    [Fact]
    public void A_zone_that_this_machine_does_not_know_keeps_the_moment()
    {
        var moment = new ZonedDateTime(0, 0, Zone.Of("Moon/Tranquillity"));
        moment.ToString().ShouldBe("1970-01-01T00:00:00Z[Moon/Tranquillity]");
        Should
            .Throw<TimeZoneNotFoundException>(() => moment.OffsetSeconds)
            .Message.ShouldBe(
                "The time zone 'Moon/Tranquillity' is not known on this machine. Install or update its time zone database (package tzdata)."
            );
        Should.Throw<TimeZoneNotFoundException>(() => moment.LocalDateTime);
        Should.Throw<TimeZoneNotFoundException>(() => moment.ToDateTimeOffset());
        Should.Throw<TimeZoneNotFoundException>(() =>
            new ZonedDateTime(new LocalDateTime(2024, 1, 1, 0, 0, 0), moment.Zone)
        );
    }

    [Theory]
    [InlineData("../Europe/Berlin")]
    [InlineData("Europe/../../../../../etc/localtime")]
    [InlineData("/etc/localtime")]
    [InlineData("Europe/Berlin\0")]
    [InlineData("Europe//Berlin")]
    [InlineData("Europe/Berlin\n")]
    public void An_identifier_does_not_lead_out_of_the_database(string id) =>
        Should.Throw<TimeZoneNotFoundException>(() => Zone.Of(id).OffsetSecondsAt(0));

    [Fact]
    public void The_years_are_those_of_the_zones_clocks()
    {
        new ZonedDateTime(new LocalDateTime(LocalDate.MaxYear, 12, 31, 23, 59, 59), Zone.Of(-Zone.MaxOffsetSeconds))
            .ToString()
            .ShouldBe("+999999999-12-31T23:59:59-18:00");
        Should.Throw<ArgumentOutOfRangeException>(() =>
            new ZonedDateTime(ZonedDateTime.MaxEpochSecond + 1, 0, Zone.Of(0))
        );
        Should.Throw<ArgumentOutOfRangeException>(() =>
            new ZonedDateTime(ZonedDateTime.MinEpochSecond - 1, 0, Zone.Of(0))
        );
        Should.Throw<ArgumentOutOfRangeException>(() => new ZonedDateTime(0, -1, Zone.Of(0)));
        Should.Throw<ArgumentOutOfRangeException>(() => new ZonedDateTime(0, 1_000_000_000, Zone.Of(0)));
    }

    [Fact]
    public void It_converts_to_the_platforms_moment_and_back()
    {
        var moment = new DateTimeOffset(2024, 2, 29, 1, 2, 3, 4, 5, TimeSpan.FromMinutes(-330));
        var zoned = new ZonedDateTime(moment);
        zoned.ToString().ShouldBe("2024-02-29T01:02:03.004005-05:30");
        zoned.ToDateTimeOffset().EqualsExact(moment).ShouldBeTrue();
        foreach (var border in new[] { DateTimeOffset.MinValue, DateTimeOffset.MaxValue })
        {
            new ZonedDateTime(border).ToDateTimeOffset().EqualsExact(border).ShouldBeTrue();
        }

        new ZonedDateTime(1_711_846_800, 0, Berlin)
            .ToDateTimeOffset()
            .EqualsExact(new DateTimeOffset(2024, 3, 31, 3, 0, 0, TimeSpan.FromHours(2)))
            .ShouldBeTrue();
    }

    [Fact]
    public void What_the_platforms_moment_cannot_hold_is_refused()
    {
        Refuse(new ZonedDateTime(0, 0, Zone.Of(15 * 3600)));
        Refuse(new ZonedDateTime(0, 0, Zone.Of(61)));
        Refuse(new ZonedDateTime(new LocalDateTime(10_000, 1, 1, 0, 0, 0), Zone.Of(0)));
        Refuse(new ZonedDateTime(new LocalDateTime(9999, 12, 31, 23, 30, 0), Zone.Of(-3600)));
        Refuse(new ZonedDateTime(new LocalDateTime(1, 1, 1, 0, 30, 0), Zone.Of(3600)));
        Refuse(new ZonedDateTime(0, 1, Zone.Of(0)));

        static void Refuse(ZonedDateTime moment) =>
            Should.Throw<OverflowException>(() => moment.ToDateTimeOffset()).Message.ShouldContain("does not fit in a");
    }

    [Fact]
    public void They_are_ordered_by_the_moment_then_by_the_zone()
    {
        var first = new ZonedDateTime(1, 5, Zone.Of(7200));
        var second = new ZonedDateTime(1, 6, Zone.Of(0));
        (first < second && second > first && first <= second && second >= first).ShouldBeTrue();
        new ZonedDateTime(1, 5, Zone.Of(0)).CompareTo(first).ShouldBeNegative();
        new ZonedDateTime(1, 5, Berlin).CompareTo(new ZonedDateTime(1, 5, Zone.Of("Europe/Paris"))).ShouldBeNegative();
        new ZonedDateTime(2, 0, Zone.Of(0)).CompareTo(second).ShouldBePositive();
        first.CompareTo(first).ShouldBe(0);
    }

    [Fact]
    public void A_zone_is_an_offset_of_at_most_18_hours_or_a_name()
    {
        default(Zone).ShouldBe(Zone.Of(0));
        Zone.Of(3600).Id.ShouldBeNull();
        Should.Throw<ArgumentOutOfRangeException>(() => Zone.Of(Zone.MaxOffsetSeconds + 1));
        Should.Throw<ArgumentOutOfRangeException>(() => Zone.Of(-Zone.MaxOffsetSeconds - 1));
        Should.Throw<ArgumentException>(() => Zone.Of(""));
        Berlin.ToString().ShouldBe("Europe/Berlin");
    }
}

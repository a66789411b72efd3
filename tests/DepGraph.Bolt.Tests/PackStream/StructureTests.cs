using DepGraph.Bolt.PackStream;

namespace DepGraph.Bolt.Tests.PackStream;

public class StructureTests
{
    [Fact]
    public void Each_typed_member_reads_its_structure()
    {
        Read(new LocalDate(2024, 2, 29), (ref reader) => reader.ReadLocalDate());
        Read(new LocalTime(1, 2, 3, 4), (ref reader) => reader.ReadLocalTime());
        Read(new OffsetTime(new LocalTime(1, 2, 3, 4), -5), (ref reader) => reader.ReadOffsetTime());
        Read(new LocalDateTime(2024, 2, 29, 1, 2, 3, 4), (ref reader) => reader.ReadLocalDateTime());
        Read(new ZonedDateTime(1, 2, Zone.Of(3)), (ref reader) => reader.ReadZonedDateTime());
        Read(new ZonedDateTime(1, 2, Zone.Of("Europe/Paris")), (ref reader) => reader.ReadZonedDateTime());
        Read(new Duration(1, 2, 3, 4), (ref reader) => reader.ReadDuration());
        Read(new Point(7203, 1, 2), (ref reader) => reader.ReadPoint());
        Read(new Point(9157, 1, 2, 3), (ref reader) => reader.ReadPoint());

        static void Read<T>(T value, Reading<T> read) => Packed.Read(Packed.Value(value), read).ShouldBe(value);
    }

    /// <summary>As the specification's own example has them.</summary>
    [Theory]
    [InlineData("B3 49 C9 11 94 2A C9 0E 10", "1970-01-01T02:15:00.000000042+01:00")]
    [InlineData("B3 46 C9 1F A4 2A C9 0E 10", "1970-01-01T02:15:00.000000042+01:00")]
    [InlineData(
        "B3 69 C9 11 94 2A 8C 45 75 72 6F 70 65 2F 50 61 72 69 73",
        "1970-01-01T02:15:00.000000042+01:00[Europe/Paris]"
    )]
    [InlineData(
        "B3 66 C9 1F A4 2A 8C 45 75 72 6F 70 65 2F 50 61 72 69 73",
        "1970-01-01T02:15:00.000000042+01:00[Europe/Paris]"
    )]
    public void Moments_are_read_in_both_encodings(string hex, string text)
    {
        var moment = Packed.Value(Packed.Bytes(hex)).ShouldBeOfType<ZonedDateTime>();
        moment.EpochSecond.ShouldBe(4500);
        moment.Nanosecond.ShouldBe(42);
        moment.ToString().ShouldBe(text);
    }

    [Fact]
    public void A_zone_that_is_unknown_here_is_kept_in_utc_and_refused_by_its_clock()
    {
        byte[] id = [0x83, .. "X/Y"u8];
        Packed.Value([.. Packed.Bytes("B3 69 2A 07"), .. id]).ShouldBe(new ZonedDateTime(42, 7, Zone.Of("X/Y")));
        Packed
            .Refuse([.. Packed.Bytes("B3 66 2A 07"), .. id])
            .Message.ShouldStartWith(
                "A DateTime by the clock of 'X/Y' has no moment: The time zone 'X/Y' is not known"
            );
    }

    [Theory]
    [InlineData("B1 44 CB 00 00 00 7F FF FF FF FF", "The day of a Date is 549755813887")]
    [InlineData("B1 44 CB 80 00 00 00 00 00 00 00", "The day of a Date is -9223372036854775808")]
    [InlineData("B1 74 FF", "The nanosecond of a day is -1")]
    [InlineData("B1 74 CB 00 00 4E 94 91 4F 00 00", "The nanosecond of a day is 86400000000000")]
    [InlineData("B2 54 00 CA 00 00 FD 21", "The offset from UTC is 64801")]
    [InlineData("B2 54 00 CB 00 00 00 01 00 00 00 00", "The offset from UTC is 4294967296")]
    [InlineData("B2 64 CB 7F FF FF FF FF FF FF FF 00", "The second of a date and time is 9223372036854775807")]
    [InlineData("B2 64 00 CA 3B 9A CA 00", "The nanosecond is 1000000000")]
    [InlineData("B3 49 00 FF 00", "The nanosecond is -1")]
    [InlineData("B3 49 CB 80 00 00 00 00 00 00 00 00 00", "The second of a date and time is -9223372036854775808")]
    [InlineData("B3 69 00 00 80", "The zone of a DateTime is an empty string")]
    [InlineData("B4 45 00 00 00 FF", "The nanosecond is -1")]
    [InlineData("B3 58 CB 00 00 00 01 00 00 00 00 C0 C0", "The coordinate system of a Point is 4294967296")]
    public void What_is_out_of_range_is_refused_by_name(string hex, string message) =>
        Packed.Refuse(Packed.Bytes(hex)).Message.ShouldStartWith(message);

    /// <summary>Their fields are right but for the number that the header says.</summary>
    [Theory]
    [InlineData("B2 44 00 00")]
    [InlineData("B2 74 00 00")]
    [InlineData("B1 54 00")]
    [InlineData("B1 64 00")]
    [InlineData("B2 49 00 00")]
    [InlineData("B3 45 00 00 00")]
    [InlineData("B4 58 00 C1 00 00 00 00 00 00 00 00 C1 00 00 00 00 00 00 00 00 00")]
    [InlineData("B5 4E 00 90 A0 80 80")]
    [InlineData("B6 52 00 00 00 80 A0 80")]
    [InlineData("B2 50 90 90")]
    public void Another_number_of_fields_is_refused(string hex) =>
        Packed.Refuse(Packed.Bytes(hex)).Message.ShouldContain($"found a structure with tag {hex[3..5]}");

    [Fact]
    public void Another_structure_than_asked_for_is_named() =>
        Packed
            .Refuse(Packed.Bytes("B1 74 00"), (ref reader) => reader.ReadLocalDate())
            .Message.ShouldBe("Wanted Date, but found a structure with tag 74 and 1 fields (at byte 0 of the message)");

    [Fact]
    public void The_border_of_the_years_is_within_them_in_every_zone()
    {
        Check(new LocalDate(LocalDate.MaxYear, 12, 31));
        Check(new LocalDate(LocalDate.MinYear, 1, 1));
        Check(new LocalDateTime(LocalDate.MaxYear, 12, 31, 23, 59, 59, 999_999_999));
        Check(new LocalDateTime(LocalDate.MinYear, 1, 1, 0, 0, 0));
        foreach (var offset in new[] { Zone.MaxOffsetSeconds, 0, -Zone.MaxOffsetSeconds })
        {
            Check(new ZonedDateTime(new LocalDateTime(LocalDate.MaxYear, 12, 31, 23, 59, 59), Zone.Of(offset)));
            Check(new ZonedDateTime(new LocalDateTime(LocalDate.MinYear, 1, 1, 0, 0, 0), Zone.Of(offset)));
        }

        Check(new ZonedDateTime(ZonedDateTime.MaxEpochSecond, 0, Zone.Of("Europe/Paris")));
        Check(new ZonedDateTime(ZonedDateTime.MinEpochSecond, 0, Zone.Of("Europe/Paris")));

        static void Check(object value)
        {
            Packed.Value(Packed.Value(value)).ShouldBe(value);
            value.ToString().ShouldNotBeEmpty();
        }
    }
}

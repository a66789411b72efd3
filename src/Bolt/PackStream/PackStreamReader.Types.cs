namespace DepGraph.Bolt.PackStream;

public ref partial struct PackStreamReader
{
    private const string EpochSecond = "The second of a date and time";

    /// <exception cref="PackStreamException">No date is here, it is cut off, or out of range.</exception>
    public LocalDate ReadLocalDate()
    {
        ReadStructHeader("Date", StructureTag.Date, 1);
        return LocalDate.FromEpochDay(
            ReadInteger("The day of a Date", LocalDate.MinValue.EpochDay, LocalDate.MaxValue.EpochDay)
        );
    }

    /// <exception cref="PackStreamException">No local time is here, it is cut off, or out of range.</exception>
    public LocalTime ReadLocalTime()
    {
        ReadStructHeader("LocalTime", StructureTag.LocalTime, 1);
        return ReadNanosecondOfDay();
    }

    /// <exception cref="PackStreamException">No time with an offset is here, it is cut off, or out of range.</exception>
    public OffsetTime ReadOffsetTime()
    {
        ReadStructHeader("Time", StructureTag.Time, 2);
        return new OffsetTime(ReadNanosecondOfDay(), ReadOffsetSeconds());
    }

    /// <exception cref="PackStreamException">No local date and time is here, it is cut off, or out of range.</exception>
    public LocalDateTime ReadLocalDateTime()
    {
        ReadStructHeader("LocalDateTime", StructureTag.LocalDateTime, 2);
        return LocalDateTime.FromEpochSecond(ReadEpochSecond(), ReadNanosecond());
    }

    /// <summary>Reads a moment in either encoding.</summary>
    /// <exception cref="PackStreamException">
    /// None is here, it is cut off or out of range, or it is encoded by the clock of a zone that this machine does not know.
    /// </exception>
    public ZonedDateTime ReadZonedDateTime()
    {
        var start = _offset;
        var count = ReadStructHeader(out var tag);
        if (
            tag
                is not (
                    StructureTag.DateTime
                    or StructureTag.DateTimeZoneId
                    or StructureTag.LegacyDateTime
                    or StructureTag.LegacyDateTimeZoneId
                )
            || count != 3
        )
        {
            throw UnexpectedStructure(start, "DateTime", tag, count);
        }

        var legacy = tag is StructureTag.LegacyDateTime or StructureTag.LegacyDateTimeZoneId;
        var second = legacy
            ? ReadEpochSecond()
            : ReadInteger(EpochSecond, ZonedDateTime.MinEpochSecond, ZonedDateTime.MaxEpochSecond);
        var nanosecond = ReadNanosecond();
        var zone = tag is StructureTag.DateTime or StructureTag.LegacyDateTime
            ? Zone.Of(ReadOffsetSeconds())
            : ReadZoneId();
        if (!legacy)
        {
            return new ZonedDateTime(second, nanosecond, zone);
        }

        try
        {
            return new ZonedDateTime(LocalDateTime.FromEpochSecond(second, nanosecond), zone);
        }
        catch (TimeZoneNotFoundException e)
        {
            throw new PackStreamException(start, $"A DateTime by the clock of '{zone}' has no moment: {e.Message}", e);
        }
    }

    /// <exception cref="PackStreamException">No duration is here, it is cut off, or its nanoseconds are out of range.</exception>
    public Duration ReadDuration()
    {
        ReadStructHeader("Duration", StructureTag.Duration, 4);
        return new Duration(ReadInteger(), ReadInteger(), ReadInteger(), ReadNanosecond());
    }

    /// <exception cref="PackStreamException">No point is here, it is cut off, or its coordinate system is no number of 32 bits.</exception>
    public Point ReadPoint()
    {
        var start = _offset;
        var count = ReadStructHeader(out var tag);
        if ((tag, count) is not ((StructureTag.Point2D, 3) or (StructureTag.Point3D, 4)))
        {
            throw UnexpectedStructure(start, "Point", tag, count);
        }

        var srId = (int)ReadInteger("The coordinate system of a Point", int.MinValue, int.MaxValue);
        return count == 3
            ? new Point(srId, ReadFloat(), ReadFloat())
            : new Point(srId, ReadFloat(), ReadFloat(), ReadFloat());
    }

    private LocalTime ReadNanosecondOfDay() =>
        LocalTime.FromNanosecondOfDay(ReadInteger("The nanosecond of a day", 0, TimeUnits.NanosecondsPerDay - 1));

    private int ReadOffsetSeconds() =>
        (int)ReadInteger("The offset from UTC", -Zone.MaxOffsetSeconds, Zone.MaxOffsetSeconds);

    private long ReadEpochSecond() =>
        ReadInteger(EpochSecond, LocalDateTime.MinEpochSecond, LocalDateTime.MaxEpochSecond);

    private int ReadNanosecond() => (int)ReadInteger("The nanosecond", 0, TimeUnits.NanosecondsPerSecond - 1);

    private Zone ReadZoneId()
    {
        var start = _offset;
        return ReadString() is { Length: > 0 } id
            ? Zone.Of(id)
            : throw new PackStreamException(start, "The zone of a DateTime is an empty string");
    }

    private long ReadInteger(string what, long least, long most)
    {
        var start = _offset;
        var value = ReadInteger();
        return value >= least && value <= most
            ? value
            : throw new PackStreamException(start, $"{what} is {value}; it has to be {least} to {most}");
    }

    private void ReadStructHeader(string wanted, byte wantedTag, int wantedCount)
    {
        var start = _offset;
        var count = ReadStructHeader(out var tag);
        if (tag != wantedTag || count != wantedCount)
        {
            throw UnexpectedStructure(start, wanted, tag, count);
        }
    }

    private static PackStreamException UnexpectedStructure(int start, string wanted, byte tag, int count) =>
        new(start, $"Wanted {wanted}, but found a structure with tag {tag:X2} and {count} fields");
}

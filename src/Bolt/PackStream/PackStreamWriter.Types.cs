namespace DepGraph.Bolt.PackStream;

public sealed partial class PackStreamWriter
{
    public void WriteLocalDate(LocalDate value)
    {
        WriteStructHeader(1, StructureTag.Date);
        WriteInteger(value.EpochDay);
    }

    public void WriteLocalTime(LocalTime value)
    {
        WriteStructHeader(1, StructureTag.LocalTime);
        WriteInteger(value.NanosecondOfDay);
    }

    public void WriteOffsetTime(OffsetTime value)
    {
        WriteStructHeader(2, StructureTag.Time);
        WriteInteger(value.Time.NanosecondOfDay);
        WriteInteger(value.OffsetSeconds);
    }

    public void WriteLocalDateTime(LocalDateTime value)
    {
        WriteStructHeader(2, StructureTag.LocalDateTime);
        WriteInteger(value.EpochSecond);
        WriteInteger(value.Nanosecond);
    }

    /// <summary>Writes a moment in the encoding that this writer was made for.</summary>
    /// <exception cref="TimeZoneNotFoundException">The encoding is the legacy one, which needs an offset, and this machine does not know the zone.</exception>
    public void WriteZonedDateTime(ZonedDateTime value)
    {
        var legacy = dateTimeEncoding == DateTimeEncoding.Legacy;
        var second = legacy ? value.EpochSecond + value.OffsetSeconds : value.EpochSecond;
        if (value.Zone.Id is { } id)
        {
            WriteStructHeader(3, legacy ? StructureTag.LegacyDateTimeZoneId : StructureTag.DateTimeZoneId);
            WriteInteger(second);
            WriteInteger(value.Nanosecond);
            WriteString(id);
            return;
        }

        WriteStructHeader(3, legacy ? StructureTag.LegacyDateTime : StructureTag.DateTime);
        WriteInteger(second);
        WriteInteger(value.Nanosecond);
        WriteInteger(value.Zone.FixedOffsetSeconds);
    }

    public void WriteDuration(Duration value)
    {
        WriteStructHeader(4, StructureTag.Duration);
        WriteInteger(value.Months);
        WriteInteger(value.Days);
        WriteInteger(value.Seconds);
        WriteInteger(value.Nanos);
    }

    /// <exception cref="ArgumentException">It is the default value, which is no point.</exception>
    public void WritePoint(Point value)
    {
        switch (value.Dimension)
        {
            case 2:
                WriteStructHeader(3, StructureTag.Point2D);
                break;
            case 3:
                WriteStructHeader(4, StructureTag.Point3D);
                break;
            default:
                throw new ArgumentException("The default value of Point is no point.", nameof(value));
        }

        WriteInteger(value.SrId);
        WriteFloat(value.X);
        WriteFloat(value.Y);
        if (value.Dimension == 3)
        {
            WriteFloat(value.Z);
        }
    }
}

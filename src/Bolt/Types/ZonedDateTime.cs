namespace DepGraph.Bolt;

/// <summary>
/// A moment with the zone in which it is told. Equal when both are; ordered by the moment, then by the zone.
/// </summary>
public readonly record struct ZonedDateTime : IComparable<ZonedDateTime>
{
    /// <summary>Where clocks are ahead or behind, the years of <see cref="LocalDate"/> reach beyond those of UTC.</summary>
    internal static readonly long MinEpochSecond = LocalDateTime.MinEpochSecond - Zone.MaxOffsetSeconds;

    internal static readonly long MaxEpochSecond = LocalDateTime.MaxEpochSecond + Zone.MaxOffsetSeconds;

    /// <param name="epochSecond">Seconds of UTC since 1970-01-01T00:00:00Z.</param>
    /// <param name="nanosecond">0 to 999,999,999.</param>
    /// <param name="zone">Where it is told.</param>
    /// <exception cref="ArgumentOutOfRangeException">
    /// The nanosecond is out of range, or the moment lies outside the years of <see cref="LocalDate"/> in every zone.
    /// </exception>
    public ZonedDateTime(long epochSecond, int nanosecond, Zone zone)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(epochSecond, MinEpochSecond);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(epochSecond, MaxEpochSecond);
        ArgumentOutOfRangeException.ThrowIfNegative(nanosecond);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(nanosecond, TimeUnits.NanosecondsPerSecond);
        EpochSecond = epochSecond;
        Nanosecond = nanosecond;
        Zone = zone;
    }

    /// <summary>
    /// The moment when the zone's clocks show this. A time that comes twice is the first of the two; one that is left out moves on by
    /// the length of the gap.
    /// </summary>
    /// <exception cref="TimeZoneNotFoundException">This machine's time zone database has no such zone.</exception>
    public ZonedDateTime(LocalDateTime local, Zone zone)
        : this(local.EpochSecond - zone.OffsetSecondsAtLocal(local.EpochSecond), local.Nanosecond, zone) { }

    public ZonedDateTime(DateTimeOffset dateTime)
        : this(new LocalDateTime(dateTime.DateTime), Zone.Of((int)dateTime.Offset.TotalSeconds)) { }

    /// <summary>Seconds of UTC since 1970-01-01T00:00:00Z; negative before.</summary>
    public long EpochSecond { get; }

    /// <summary>0 to 999,999,999.</summary>
    public int Nanosecond { get; }

    public Zone Zone { get; }

    /// <summary>Seconds that the zone's clocks are ahead of UTC at this moment.</summary>
    /// <exception cref="TimeZoneNotFoundException">This machine's time zone database has no such zone.</exception>
    public int OffsetSeconds => Zone.OffsetSecondsAt(EpochSecond);

    /// <summary>What the zone's clocks show.</summary>
    /// <exception cref="TimeZoneNotFoundException">This machine's time zone database has no such zone.</exception>
    public LocalDateTime LocalDateTime => LocalDateTime.Unchecked(EpochSecond + OffsetSeconds, Nanosecond);

    /// <summary>The moment with the zone's offset; the zone's identifier is lost.</summary>
    /// <exception cref="TimeZoneNotFoundException">This machine's time zone database has no such zone.</exception>
    /// <exception cref="OverflowException">
    /// The year is not 1 to 9999, the nanoseconds are no multiple of 100, or the offset is above 14 hours or no whole minutes.
    /// </exception>
    public DateTimeOffset ToDateTimeOffset()
    {
        var offset = TimeSpan.FromSeconds(OffsetSeconds);
        var utc = LocalDateTime.Unchecked(EpochSecond, Nanosecond);
        if (
            offset.Seconds != 0
            || offset.Duration() > TimeSpan.FromHours(14)
            || LocalDateTime.Year is < 1 or > 9999
            || utc.Year is < 1 or > 9999
        )
        {
            throw new OverflowException(
                $"{this} does not fit in a DateTimeOffset, whose years are 1 to 9999 and whose offsets are whole minutes up to 14 hours."
            );
        }

        return new DateTimeOffset(utc.ToDateTime(), TimeSpan.Zero).ToOffset(offset);
    }

    public int CompareTo(ZonedDateTime other)
    {
        var order = EpochSecond.CompareTo(other.EpochSecond);
        order = order != 0 ? order : Nanosecond.CompareTo(other.Nanosecond);
        order = order != 0 ? order : Zone.FixedOffsetSeconds.CompareTo(other.Zone.FixedOffsetSeconds);
        return order != 0 ? order : string.CompareOrdinal(Zone.Id, other.Zone.Id);
    }

    /// <summary>As ISO 8601 has it, with the zone's identifier in brackets; in UTC when this machine does not know the zone.</summary>
    public override string ToString()
    {
        var offset = Zone.IsKnown ? OffsetSeconds : 0;
        var local = LocalDateTime.Unchecked(EpochSecond + offset, Nanosecond);
        return $"{local}{Zone.Of(offset)}{(Zone.Id is null ? "" : $"[{Zone.Id}]")}";
    }

    public static bool operator <(ZonedDateTime left, ZonedDateTime right) => left.CompareTo(right) < 0;

    public static bool operator >(ZonedDateTime left, ZonedDateTime right) => left.CompareTo(right) > 0;

    public static bool operator <=(ZonedDateTime left, ZonedDateTime right) => left.CompareTo(right) <= 0;

    public static bool operator >=(ZonedDateTime left, ZonedDateTime right) => left.CompareTo(right) >= 0;
}

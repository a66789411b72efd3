namespace DepGraph.Bolt;

/// <summary>What a calendar and a clock show together, without a zone; the default value is 1970-01-01T00:00:00.</summary>
public readonly record struct LocalDateTime : IComparable<LocalDateTime>
{
    internal static readonly long MinEpochSecond = LocalDate.MinValue.EpochDay * TimeUnits.SecondsPerDay;
    internal static readonly long MaxEpochSecond = (LocalDate.MaxValue.EpochDay + 1) * TimeUnits.SecondsPerDay - 1;

    public LocalDateTime(LocalDate date, LocalTime time)
        : this(date.EpochDay * TimeUnits.SecondsPerDay + time.SecondOfDay, time.Nanosecond) { }

    /// <exception cref="ArgumentOutOfRangeException">There is no such day or time.</exception>
    public LocalDateTime(int year, int month, int day, int hour, int minute, int second, int nanosecond = 0)
        : this(new LocalDate(year, month, day), new LocalTime(hour, minute, second, nanosecond)) { }

    /// <summary>What it shows, whatever its <see cref="DateTime.Kind"/>.</summary>
    public LocalDateTime(DateTime dateTime)
        : this(new LocalDate(DateOnly.FromDateTime(dateTime)), new LocalTime(TimeOnly.FromDateTime(dateTime))) { }

    private LocalDateTime(long epochSecond, int nanosecond)
    {
        EpochSecond = epochSecond;
        Nanosecond = nanosecond;
    }

    /// <summary>Seconds since 1970-01-01T00:00:00 as this clock shows it; negative before.</summary>
    public long EpochSecond { get; }

    /// <summary>0 to 999,999,999.</summary>
    public int Nanosecond { get; }

    public LocalDate Date =>
        LocalDate.Unchecked(TimeUnits.DivideToFloor(EpochSecond, TimeUnits.SecondsPerDay).Quotient);

    public LocalTime Time =>
        LocalTime.FromNanosecondOfDay(
            TimeUnits.DivideToFloor(EpochSecond, TimeUnits.SecondsPerDay).Remainder * TimeUnits.NanosecondsPerSecond
                + Nanosecond
        );

    public int Year => Date.Year;

    public int Month => Date.Month;

    public int Day => Date.Day;

    public int Hour => Time.Hour;

    public int Minute => Time.Minute;

    public int Second => Time.Second;

    /// <param name="epochSecond">Seconds since 1970-01-01T00:00:00.</param>
    /// <param name="nanosecond">0 to 999,999,999.</param>
    /// <exception cref="ArgumentOutOfRangeException">The nanosecond or the year (<see cref="LocalDate"/>) is out of range.</exception>
    public static LocalDateTime FromEpochSecond(long epochSecond, int nanosecond)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(epochSecond, MinEpochSecond);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(epochSecond, MaxEpochSecond);
        ArgumentOutOfRangeException.ThrowIfNegative(nanosecond);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(nanosecond, TimeUnits.NanosecondsPerSecond);
        return new LocalDateTime(epochSecond, nanosecond);
    }

    /// <summary>One that may lie a little outside the years, as the local time of a moment at their border does.</summary>
    internal static LocalDateTime Unchecked(long epochSecond, int nanosecond) => new(epochSecond, nanosecond);

    /// <summary>The same date and time; its kind is <see cref="DateTimeKind.Unspecified"/>.</summary>
    /// <exception cref="OverflowException">The year is not 1 to 9999, or the nanoseconds are no multiple of 100.</exception>
    public DateTime ToDateTime()
    {
        if (Year is < 1 or > 9999)
        {
            throw new OverflowException($"{this} does not fit in a DateTime, whose years are 1 to 9999.");
        }

        var ticks = TimeUnits.ToTicks(Nanosecond, this, nameof(DateTime));
        return new DateTime(DateTime.UnixEpoch.Ticks + EpochSecond * TimeSpan.TicksPerSecond + ticks);
    }

    public int CompareTo(LocalDateTime other)
    {
        var order = EpochSecond.CompareTo(other.EpochSecond);
        return order != 0 ? order : Nanosecond.CompareTo(other.Nanosecond);
    }

    /// <summary>As ISO 8601 has it.</summary>
    public override string ToString() => $"{Date}T{Time}";

    public static bool operator <(LocalDateTime left, LocalDateTime right) => left.CompareTo(right) < 0;

    public static bool operator >(LocalDateTime left, LocalDateTime right) => left.CompareTo(right) > 0;

    public static bool operator <=(LocalDateTime left, LocalDateTime right) => left.CompareTo(right) <= 0;

    public static bool operator >=(LocalDateTime left, LocalDateTime right) => left.CompareTo(right) >= 0;
}

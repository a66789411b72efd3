using System.Globalization;

namespace DepGraph.Bolt;

/// <summary>A time of day to the nanosecond, without a zone; the default value is midnight.</summary>
public readonly record struct LocalTime : IComparable<LocalTime>
{
    /// <exception cref="ArgumentOutOfRangeException">There is no such time.</exception>
    public LocalTime(int hour, int minute, int second, int nanosecond = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(nanosecond);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(nanosecond, TimeUnits.NanosecondsPerSecond);
        NanosecondOfDay = new TimeOnly(hour, minute, second).Ticks * TimeUnits.NanosecondsPerTick + nanosecond;
    }

    public LocalTime(TimeOnly time)
        : this(time.Ticks * TimeUnits.NanosecondsPerTick) { }

    private LocalTime(long nanosecondOfDay)
    {
        NanosecondOfDay = nanosecondOfDay;
    }

    /// <summary>Nanoseconds since midnight, below those of 24 hours.</summary>
    public long NanosecondOfDay { get; }

    public int Hour => SecondOfDay / 3600;

    public int Minute => SecondOfDay / 60 % 60;

    public int Second => SecondOfDay % 60;

    public int Nanosecond => (int)(NanosecondOfDay % TimeUnits.NanosecondsPerSecond);

    internal int SecondOfDay => (int)(NanosecondOfDay / TimeUnits.NanosecondsPerSecond);

    /// <exception cref="ArgumentOutOfRangeException">It is negative or 24 hours and more.</exception>
    public static LocalTime FromNanosecondOfDay(long nanosecondOfDay)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(nanosecondOfDay);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(nanosecondOfDay, TimeUnits.NanosecondsPerDay);
        return new LocalTime(nanosecondOfDay);
    }

    /// <exception cref="OverflowException">The nanoseconds are no multiple of 100.</exception>
    public TimeOnly ToTimeOnly() => new(TimeUnits.ToTicks(NanosecondOfDay, this, nameof(TimeOnly)));

    /// <summary>The time since midnight.</summary>
    /// <exception cref="OverflowException">The nanoseconds are no multiple of 100.</exception>
    public TimeSpan ToTimeSpan() => new(TimeUnits.ToTicks(NanosecondOfDay, this, nameof(TimeSpan)));

    public int CompareTo(LocalTime other) => NanosecondOfDay.CompareTo(other.NanosecondOfDay);

    /// <summary>As ISO 8601 has it, with as many decimals as it needs.</summary>
    public override string ToString()
    {
        var fraction =
            Nanosecond == 0 ? "" : $".{Nanosecond.ToString("000000000", CultureInfo.InvariantCulture).TrimEnd('0')}";
        return string.Create(CultureInfo.InvariantCulture, $"{Hour:00}:{Minute:00}:{Second:00}{fraction}");
    }

    public static bool operator <(LocalTime left, LocalTime right) => left.CompareTo(right) < 0;

    public static bool operator >(LocalTime left, LocalTime right) => left.CompareTo(right) > 0;

    public static bool operator <=(LocalTime left, LocalTime right) => left.CompareTo(right) <= 0;

    public static bool operator >=(LocalTime left, LocalTime right) => left.CompareTo(right) >= 0;
}

using System.Globalization;

namespace DepGraph.Bolt;

/// <summary>
/// An amount of time in units that do not convert into each other: a month has no fixed number of days, nor a day of seconds. Hence
/// it has no order. The default value is none at all.
/// </summary>
public readonly record struct Duration
{
    /// <param name="months">Of either sign, as days and seconds are, and independent of theirs.</param>
    /// <param name="days">Whole days.</param>
    /// <param name="seconds">Whole seconds, rounded down: −0.5 s is −1 s and 500,000,000 ns.</param>
    /// <param name="nanoseconds">0 to 999,999,999, added to the seconds whatever their sign.</param>
    /// <exception cref="ArgumentOutOfRangeException">The nanoseconds are out of range.</exception>
    public Duration(long months, long days, long seconds, int nanoseconds)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(nanoseconds);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(nanoseconds, TimeUnits.NanosecondsPerSecond);
        Months = months;
        Days = days;
        Seconds = seconds;
        Nanos = nanoseconds;
    }

    public Duration(long seconds, int nanoseconds = 0)
        : this(0, 0, seconds, nanoseconds) { }

    /// <summary>As seconds and nanoseconds, without days.</summary>
    public Duration(TimeSpan time)
    {
        (Seconds, var ticks) = TimeUnits.DivideToFloor(time.Ticks, TimeSpan.TicksPerSecond);
        Nanos = (int)ticks * TimeUnits.NanosecondsPerTick;
    }

    public long Months { get; }

    public long Days { get; }

    public long Seconds { get; }

    /// <summary>0 to 999,999,999.</summary>
    public int Nanos { get; }

    /// <summary>The same amount, days counted as 24 hours.</summary>
    /// <exception cref="OverflowException">
    /// There are months, which have no fixed length; the nanoseconds are no multiple of 100; or it is too long.
    /// </exception>
    public TimeSpan ToTimeSpan()
    {
        if (Months != 0)
        {
            throw new OverflowException($"{this} does not fit in a TimeSpan: a month has no fixed length.");
        }

        var ticks =
            ((Int128)Days * TimeUnits.SecondsPerDay + Seconds) * TimeSpan.TicksPerSecond
            + TimeUnits.ToTicks(Nanos, this, nameof(TimeSpan));
        return ticks >= long.MinValue && ticks <= long.MaxValue
            ? new TimeSpan((long)ticks)
            : throw new OverflowException($"{this} does not fit in a TimeSpan, which reaches some 29,000 years.");
    }

    /// <summary>As ISO 8601 has it: <c>P14M3DT4.5S</c>; <c>PT0S</c> when there is none.</summary>
    public override string ToString()
    {
        var months = Months == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"{Months}M");
        var days = Days == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"{Days}D");
        var time = Seconds == 0 && Nanos == 0 && this != default ? "" : $"T{TimeText()}S";
        return $"P{months}{days}{time}";
    }

    private string TimeText()
    {
        var negative = Seconds < 0 && Nanos > 0;
        var seconds = negative ? Seconds + 1 : Seconds;
        var nanos = negative ? TimeUnits.NanosecondsPerSecond - Nanos : Nanos;
        var fraction = nanos == 0 ? "" : $".{nanos.ToString("000000000", CultureInfo.InvariantCulture).TrimEnd('0')}";
        return (negative && seconds == 0 ? "-" : "") + seconds.ToString(CultureInfo.InvariantCulture) + fraction;
    }
}

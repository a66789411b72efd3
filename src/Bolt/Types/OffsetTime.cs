namespace DepGraph.Bolt;

/// <summary>A time of day at a distance from UTC. Ordered by the moment of a day that it is, then by its own clock.</summary>
public readonly record struct OffsetTime : IComparable<OffsetTime>
{
    /// <param name="time">By the clock at that offset.</param>
    /// <param name="offsetSeconds">Seconds ahead of UTC, at most 18 hours either way.</param>
    /// <exception cref="ArgumentOutOfRangeException">The offset is larger.</exception>
    public OffsetTime(LocalTime time, int offsetSeconds)
    {
        Time = time;
        OffsetSeconds = Zone.Of(offsetSeconds).FixedOffsetSeconds;
    }

    /// <summary>The clock's time, not UTC's.</summary>
    public LocalTime Time { get; }

    /// <summary>Seconds ahead of UTC.</summary>
    public int OffsetSeconds { get; }

    public int CompareTo(OffsetTime other)
    {
        var order = UtcNanoseconds.CompareTo(other.UtcNanoseconds);
        return order != 0 ? order : Time.CompareTo(other.Time);
    }

    /// <summary>As ISO 8601 has it.</summary>
    public override string ToString() => $"{Time}{Zone.Of(OffsetSeconds)}";

    public static bool operator <(OffsetTime left, OffsetTime right) => left.CompareTo(right) < 0;

    public static bool operator >(OffsetTime left, OffsetTime right) => left.CompareTo(right) > 0;

    public static bool operator <=(OffsetTime left, OffsetTime right) => left.CompareTo(right) <= 0;

    public static bool operator >=(OffsetTime left, OffsetTime right) => left.CompareTo(right) >= 0;

    private long UtcNanoseconds => Time.NanosecondOfDay - (long)OffsetSeconds * TimeUnits.NanosecondsPerSecond;
}

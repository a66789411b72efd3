using System.Globalization;
using System.Text.RegularExpressions;

namespace DepGraph.Bolt;

/// <summary>
/// How far clocks are ahead of UTC: always as far, or as the time zone database says of an identifier. The default value is UTC.
/// </summary>
public readonly partial record struct Zone
{
    /// <summary>18 hours, the largest distance that Neo4j takes.</summary>
    public const int MaxOffsetSeconds = 18 * 3600;

    private Zone(string? id, int offsetSeconds)
    {
        Id = id;
        FixedOffsetSeconds = offsetSeconds;
    }

    /// <summary>An identifier of the time zone database such as <c>Europe/Paris</c>; null when the offset is fixed.</summary>
    public string? Id { get; }

    /// <summary>Seconds ahead of UTC when there is no <see cref="Id"/>, else 0.</summary>
    internal int FixedOffsetSeconds { get; }

    /// <summary>A fixed offset.</summary>
    /// <param name="offsetSeconds">Seconds ahead of UTC, at most <see cref="MaxOffsetSeconds"/> either way.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is larger.</exception>
    public static Zone Of(int offsetSeconds)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(offsetSeconds, -MaxOffsetSeconds);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(offsetSeconds, MaxOffsetSeconds);
        return new Zone(null, offsetSeconds);
    }

    /// <summary>
    /// The zone of an identifier. This machine need not know it, as the server's database may be another; what needs its offset
    /// throws then.
    /// </summary>
    /// <exception cref="ArgumentException">It is empty.</exception>
    public static Zone Of(string id)
    {
        ArgumentException.ThrowIfNullOrEmpty(id);
        return new Zone(id, 0);
    }

    /// <summary>
    /// How far the zone's clocks are ahead of UTC at a moment. Whole minutes in a zone of the database, whose older offsets have
    /// seconds: <see cref="TimeZoneInfo"/> leaves them out.
    /// </summary>
    /// <param name="epochSecond">Seconds of UTC since 1970.</param>
    /// <exception cref="TimeZoneNotFoundException">This machine's time zone database has no such zone.</exception>
    public int OffsetSecondsAt(long epochSecond) =>
        Id is null ? FixedOffsetSeconds
        : TryFind(out var zone) ? (int)zone.GetUtcOffset(Representative(epochSecond)).TotalSeconds
        : throw new TimeZoneNotFoundException(
            $"The time zone '{Id}' is not known on this machine. Install or update its time zone database (package tzdata)."
        );

    /// <summary>Whether <see cref="OffsetSecondsAt"/> has an answer on this machine.</summary>
    internal bool IsKnown => Id is null || TryFind(out _);

    /// <summary>
    /// How far the zone's clocks are ahead of UTC when they show this. Of a time that comes twice it is the first; one that is left
    /// out counts by the offset before the gap.
    /// </summary>
    internal int OffsetSecondsAtLocal(long localEpochSecond)
    {
        var before = OffsetSecondsAt(localEpochSecond - TimeUnits.SecondsPerDay);
        if (OffsetSecondsAt(localEpochSecond - before) == before)
        {
            return before;
        }

        var after = OffsetSecondsAt(localEpochSecond + TimeUnits.SecondsPerDay);
        return OffsetSecondsAt(localEpochSecond - after) == after ? after : before;
    }

    /// <summary>The identifier, or the offset as ISO 8601 has it: <c>Z</c>, <c>+01:00</c>.</summary>
    public override string ToString()
    {
        if (Id is not null || FixedOffsetSeconds == 0)
        {
            return Id ?? "Z";
        }

        var offset = TimeSpan.FromSeconds(Math.Abs(FixedOffsetSeconds));
        var format = offset.Seconds == 0 ? @"hh\:mm" : @"hh\:mm\:ss";
        return (FixedOffsetSeconds < 0 ? "-" : "+") + offset.ToString(format, CultureInfo.InvariantCulture);
    }

    /// <summary>What may be looked for: a name that came from elsewhere must not lead out of the database's folder.</summary>
    [GeneratedRegex(@"^[A-Za-z][A-Za-z0-9_+-]*(/[A-Za-z0-9][A-Za-z0-9_+-]*)*\z", RegexOptions.CultureInvariant)]
    private static partial Regex Identifier { get; }

    private bool TryFind([System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out TimeZoneInfo? zone)
    {
        zone = null;
        return Identifier.IsMatch(Id!) && TimeZoneInfo.TryFindSystemTimeZoneById(Id!, out zone);
    }

    /// <summary>The moment, or the last like it in the calendar's cycle of 400 years that a <see cref="DateTime"/> can hold.</summary>
    private static DateTime Representative(long epochSecond)
    {
        const long cycle = (long)LocalDate.DaysPerCycle * TimeUnits.SecondsPerDay;
        var last = (DateTime.MaxValue.Ticks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerSecond;
        var first = -DateTime.UnixEpoch.Ticks / TimeSpan.TicksPerSecond;
        var second = epochSecond <= last ? epochSecond : last - (cycle - (epochSecond - last) % cycle) % cycle;
        return DateTime.UnixEpoch.AddTicks(Math.Max(second, first) * TimeSpan.TicksPerSecond);
    }
}

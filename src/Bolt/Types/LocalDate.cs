using System.Globalization;

namespace DepGraph.Bolt;

/// <summary>A day of the (proleptic) Gregorian calendar, without a zone; the default value is 1970-01-01.</summary>
public readonly record struct LocalDate : IComparable<LocalDate>
{
    public const int MinYear = -999_999_999;
    public const int MaxYear = 999_999_999;

    /// <summary>After so many years the calendar repeats, days of the week included.</summary>
    internal const int YearsPerCycle = 400;

    internal const int DaysPerCycle = 146_097;

    internal static readonly LocalDate MinValue = new(MinYear, 1, 1);
    internal static readonly LocalDate MaxValue = new(MaxYear, 12, 31);

    /// <summary><see cref="DateOnly.DayNumber"/> of 1970-01-01.</summary>
    private const int EpochDayNumber = 719_162;

    /// <param name="year"><see cref="MinYear"/> to <see cref="MaxYear"/>; 0 is 1 BC.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such day.</exception>
    public LocalDate(int year, int month, int day)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(year, MinYear);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(year, MaxYear);
        var (cycle, yearOfCycle) = TimeUnits.DivideToFloor(year - 1, YearsPerCycle);
        EpochDay = new DateOnly((int)yearOfCycle + 1, month, day).DayNumber + cycle * DaysPerCycle - EpochDayNumber;
    }

    public LocalDate(DateOnly date)
        : this((long)date.DayNumber - EpochDayNumber) { }

    private LocalDate(long epochDay)
    {
        EpochDay = epochDay;
    }

    /// <summary>Days since 1970-01-01; negative before.</summary>
    public long EpochDay { get; }

    public int Year => InCycle(out var cycle).Year + (int)(cycle * YearsPerCycle);

    public int Month => InCycle(out _).Month;

    public int Day => InCycle(out _).Day;

    /// <param name="epochDay">Days since 1970-01-01.</param>
    /// <exception cref="ArgumentOutOfRangeException">Its year lies outside <see cref="MinYear"/> to <see cref="MaxYear"/>.</exception>
    public static LocalDate FromEpochDay(long epochDay)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(epochDay, MinValue.EpochDay);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(epochDay, MaxValue.EpochDay);
        return new LocalDate(epochDay);
    }

    /// <summary>A day that may lie a little outside the years, as the local day of a moment at their border does.</summary>
    internal static LocalDate Unchecked(long epochDay) => new(epochDay);

    /// <exception cref="OverflowException">The year is not 1 to 9999.</exception>
    public DateOnly ToDateOnly()
    {
        var date = InCycle(out var cycle);
        return Year is >= 1 and <= 9999
            ? DateOnly.FromDayNumber(date.DayNumber + (int)cycle * DaysPerCycle)
            : throw new OverflowException($"{this} does not fit in a DateOnly, whose years are 1 to 9999.");
    }

    public int CompareTo(LocalDate other) => EpochDay.CompareTo(other.EpochDay);

    /// <summary>As ISO 8601 has it; years of more than four digits have a sign.</summary>
    public override string ToString()
    {
        var date = InCycle(out _);
        var year = Year.ToString(Year is >= 0 and <= 9999 ? "0000" : "+0000;-0000", CultureInfo.InvariantCulture);
        return string.Create(CultureInfo.InvariantCulture, $"{year}-{date.Month:00}-{date.Day:00}");
    }

    public static bool operator <(LocalDate left, LocalDate right) => left.CompareTo(right) < 0;

    public static bool operator >(LocalDate left, LocalDate right) => left.CompareTo(right) > 0;

    public static bool operator <=(LocalDate left, LocalDate right) => left.CompareTo(right) <= 0;

    public static bool operator >=(LocalDate left, LocalDate right) => left.CompareTo(right) >= 0;

    /// <summary>The day's like in the years 1 to 400, and how many cycles later it is.</summary>
    private DateOnly InCycle(out long cycle)
    {
        (cycle, var dayNumber) = TimeUnits.DivideToFloor(EpochDay + EpochDayNumber, DaysPerCycle);
        return DateOnly.FromDayNumber((int)dayNumber);
    }
}

namespace DepGraph.Bolt;

internal static class TimeUnits
{
    public const int NanosecondsPerTick = 100;
    public const int NanosecondsPerSecond = 1_000_000_000;
    public const int SecondsPerDay = 86_400;
    public const long NanosecondsPerDay = (long)SecondsPerDay * NanosecondsPerSecond;

    /// <summary>Quotient and remainder where the remainder is never negative: −1 second is the last of the day before.</summary>
    public static (long Quotient, long Remainder) DivideToFloor(long value, long divisor)
    {
        var (quotient, remainder) = Math.DivRem(value, divisor);
        return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder);
    }

    /// <exception cref="OverflowException">They are no whole number of ticks.</exception>
    public static long ToTicks(long nanoseconds, object value, string target)
    {
        var (ticks, rest) = Math.DivRem(nanoseconds, NanosecondsPerTick);
        return rest == 0
            ? ticks
            : throw new OverflowException($"{value} does not fit in a {target}, which counts units of 100 ns.");
    }
}

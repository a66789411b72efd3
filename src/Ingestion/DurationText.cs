using System.Globalization;

namespace DepGraph.Ingestion;

/// <summary>Durations as people write them in settings.</summary>
internal static class DurationText
{
    /// <summary>Reads <c>hh:mm:ss</c>, <c>d.hh:mm:ss</c>, a number of seconds, or a number with ms, s, m, h or d.</summary>
    public static bool TryParse(string text, out TimeSpan duration)
    {
        if (text.Contains(':', StringComparison.Ordinal))
        {
            return TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out duration);
        }

        var digits = text.AsSpan().TrimEnd("abcdefghijklmnopqrstuvwxyz");
        double? unit = text.AsSpan(digits.Length) switch
        {
            "" or "s" => 1,
            "ms" => 0.001,
            "m" => 60,
            "h" => 3_600,
            "d" => 86_400,
            _ => null,
        };
        duration = default;
        if (
            unit is null
            || !double.TryParse(digits, NumberStyles.Float, CultureInfo.InvariantCulture, out var count)
            || !(Math.Abs(count * unit.Value) < TimeSpan.MaxValue.TotalSeconds)
        )
        {
            return false;
        }

        duration = TimeSpan.FromSeconds(count * unit.Value);
        return true;
    }
}

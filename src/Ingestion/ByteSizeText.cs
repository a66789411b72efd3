using System.Globalization;

namespace DepGraph.Ingestion;

/// <summary>Sizes as people write them in settings.</summary>
internal static class ByteSizeText
{
    /// <summary>Reads a number of bytes, or a number with KiB, MiB or GiB.</summary>
    public static bool TryParse(string text, out long bytes)
    {
        var shift = 0;
        var digits = text.AsSpan();
        foreach (var (unit, bits) in (ReadOnlySpan<(string, int)>)[("KiB", 10), ("MiB", 20), ("GiB", 30)])
        {
            if (digits.EndsWith(unit, StringComparison.OrdinalIgnoreCase))
            {
                digits = digits[..^unit.Length].TrimEnd();
                shift = bits;
                break;
            }
        }

        var readable = long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var count);
        readable &= count <= long.MaxValue >> shift;
        bytes = readable ? count << shift : 0;
        return readable;
    }
}

namespace DepGraph.Npm.SemVer;

/// <summary>The character classes of the version grammar. Whitespace is ECMAScript's, which differs from .NET's.</summary>
internal static class VersionText
{
    public static bool IsSpace(char c) =>
        c switch
        {
            ' ' or (>= '\t' and <= '\r') => true,
            < '\u00a0' => false,
            '\u00a0' or '\u1680' or (>= '\u2000' and <= '\u200a') => true,
            '\u2028' or '\u2029' or '\u202f' or '\u205f' or '\u3000' or '\ufeff' => true,
            _ => false,
        };

    public static bool IsIdentifier(char c) => char.IsAsciiLetterOrDigit(c) || c == '-';

    public static ReadOnlySpan<char> Trim(ReadOnlySpan<char> text)
    {
        int start = 0;
        int end = text.Length;
        while (start < end && IsSpace(text[start]))
        {
            start++;
        }

        while (end > start && IsSpace(text[end - 1]))
        {
            end--;
        }

        return text[start..end];
    }

    public static bool IsAllDigits(ReadOnlySpan<char> text)
    {
        foreach (char c in text)
        {
            if (!char.IsAsciiDigit(c))
            {
                return false;
            }
        }

        return true;
    }

    public static ReadOnlySpan<char> TrimZeros(ReadOnlySpan<char> digits)
    {
        int start = 0;
        while (start < digits.Length && digits[start] == '0')
        {
            start++;
        }

        return digits[start..];
    }

    /// <summary>
    /// What node-semver prints in exponent form when it counts one up, so that it can no longer be read: 1e21 and above.
    /// </summary>
    public const long Exponential = long.MaxValue / 2;

    private const int ExponentialDigits = 22;

    /// <summary>
    /// The value of a run of digits; anything above 2^53 − 1 is either 2^53 or <see cref="Exponential"/>, which no version accepts.
    /// </summary>
    public static long ReadSaturated(ReadOnlySpan<char> digits)
    {
        long value = 0;
        foreach (char c in digits)
        {
            value = (value * 10) + (c - '0');
            if (value > SemVersion.MaxSafeInteger)
            {
                return TrimZeros(digits).Length < ExponentialDigits ? SemVersion.MaxSafeInteger + 1 : Exponential;
            }
        }

        return value;
    }
}

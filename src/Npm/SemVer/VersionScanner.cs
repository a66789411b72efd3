namespace DepGraph.Npm.SemVer;

/// <summary>
/// The productions of the version grammar as functions on a span: each starts at <c>at</c> and, when it matches, moves it
/// past what it took. https://semver.org/#backusnaur-form-grammar-for-valid-semver-versions; the loose forms are node-semver's.
/// </summary>
internal static class VersionScanner
{
    private const int MaxDigits = 256;
    private const int MaxIdentifierTail = 251;

    /// <summary>Strict: 0 or digits without a leading zero; loose: any digits.</summary>
    public static bool TryNumber(ReadOnlySpan<char> text, bool loose, scoped ref int at, out ReadOnlySpan<char> digits)
    {
        int end = at;
        while (end < text.Length && char.IsAsciiDigit(text[end]))
        {
            end++;
        }

        digits = text[at..end];
        if (digits.Length is 0 or > MaxDigits || (!loose && digits.Length > 1 && digits[0] == '0'))
        {
            return false;
        }

        at = end;
        return true;
    }

    /// <summary>
    /// The last number of a version. Loose: a dot behind it cannot be, so its last digit begins a prerelease without a hyphen;
    /// <c>1.2.34.5</c> is <c>1.2.3-4.5</c>.
    /// </summary>
    public static bool TryPatch(ReadOnlySpan<char> text, bool loose, scoped ref int at, out ReadOnlySpan<char> digits)
    {
        if (!TryNumber(text, loose, ref at, out digits))
        {
            return false;
        }

        if (loose && digits.Length > 1 && at < text.Length && text[at] == '.')
        {
            digits = digits[..^1];
            at--;
        }

        return true;
    }

    /// <summary>
    /// <c>-</c> and dot-separated identifiers; loose needs no hyphen. The hyphen is not part of <paramref name="prerelease"/>,
    /// but where nothing follows it in loose mode, it is itself the identifier.
    /// </summary>
    public static bool TryPrerelease(
        ReadOnlySpan<char> text,
        bool loose,
        scoped ref int at,
        out ReadOnlySpan<char> prerelease
    )
    {
        int start = at;
        if (text[at] == '-' && (!loose || (at + 1 < text.Length && VersionText.IsIdentifier(text[at + 1]))))
        {
            start++;
        }
        else if (!loose)
        {
            prerelease = default;
            return false;
        }

        return TryIdentifiers(text, loose ? Numeric.Any : Numeric.NoLeadingZero, start, ref at, out prerelease);
    }

    /// <summary><c>+</c> and dot-separated identifiers.</summary>
    public static bool TryBuild(ReadOnlySpan<char> text, scoped ref int at, out ReadOnlySpan<char> build)
    {
        build = default;
        return text[at] == '+' && TryIdentifiers(text, Numeric.Any, at + 1, ref at, out build);
    }

    private enum Numeric
    {
        Any,
        NoLeadingZero,
    }

    private static bool TryIdentifiers(
        ReadOnlySpan<char> text,
        Numeric numeric,
        int start,
        scoped ref int at,
        out ReadOnlySpan<char> identifiers
    )
    {
        identifiers = default;
        int end = start;
        while (true)
        {
            int from = end;
            while (end < text.Length && VersionText.IsIdentifier(text[end]))
            {
                end++;
            }

            ReadOnlySpan<char> identifier = text[from..end];
            if (identifier.Length is 0 or > MaxIdentifierTail)
            {
                return false;
            }

            if (
                numeric == Numeric.NoLeadingZero
                && identifier.Length > 1
                && identifier[0] == '0'
                && VersionText.IsAllDigits(identifier)
            )
            {
                return false;
            }

            if (end == text.Length || text[end] != '.')
            {
                break;
            }

            end++;
        }

        identifiers = text[start..end];
        at = end;
        return true;
    }
}

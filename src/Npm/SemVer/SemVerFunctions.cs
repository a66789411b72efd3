namespace DepGraph.Npm.SemVer;

/// <summary>node-semver's functions from text to text. None throws for what it is given: no answer is null or false.</summary>
public static class SemVerFunctions
{
    private const int MaxCoercedDigits = 16;

    /// <summary>The version's canonical text; null for what is not a version.</summary>
    public static string? Valid(string? version, bool loose = false) =>
        SemVersion.TryParse(version, loose, out SemVersion? parsed) ? parsed.Text : null;

    /// <summary>The canonical text of a version that may have whitespace and any number of <c>=</c> and <c>v</c> in front.</summary>
    public static string? Clean(string? version, bool loose = false) =>
        version is null ? null : Valid(VersionText.Trim(version).TrimStart("=v").ToString(), loose);

    /// <summary>The range's canonical text; null for what is not a range.</summary>
    public static string? ValidRange(string? range, SemVerOptions options = SemVerOptions.None) =>
        SemRange.TryParse(range, options, out SemRange? parsed) ? parsed.ToString() : null;

    public static bool Satisfies(string? version, string? range, SemVerOptions options = SemVerOptions.None) =>
        SemRange.TryParse(range, options, out SemRange? parsed) && parsed.IsSatisfiedBy(version);

    /// <summary>
    /// The first thing in a text that looks like a version, such as 4.2.0 in <c>node-4.2 or later</c>; missing parts are 0.
    /// Null when there is none, or when it has a leading zero or a number above 2^53 − 1.
    /// </summary>
    public static SemVersion? Coerce(string? text)
    {
        ReadOnlySpan<char> rest = text;
        while (true)
        {
            int start = rest.IndexOfAnyInRange('0', '9');
            if (start < 0)
            {
                return null;
            }

            rest = rest[start..];
            int length = DigitsOf(rest);
            if (length <= MaxCoercedDigits)
            {
                break;
            }

            rest = rest[length..];
        }

        ReadOnlySpan<char> major = TakeNumber(ref rest);
        ReadOnlySpan<char> minor = TakeNextNumber(ref rest);
        ReadOnlySpan<char> patch = minor.IsEmpty ? default : TakeNextNumber(ref rest);
        string candidate = $"{major}.{(minor.IsEmpty ? "0" : minor)}.{(patch.IsEmpty ? "0" : patch)}";
        return SemVersion.TryParse(candidate, loose: false, out SemVersion? version) ? version : null;
    }

    /// <summary>The highest of the versions that satisfies the range, as it was given; the first among equals.</summary>
    public static string? MaxSatisfying(
        IEnumerable<string> versions,
        string? range,
        SemVerOptions options = SemVerOptions.None
    ) => BestSatisfying(versions, range, options, direction: 1);

    /// <summary>The lowest of the versions that satisfies the range, as it was given; the first among equals.</summary>
    public static string? MinSatisfying(
        IEnumerable<string> versions,
        string? range,
        SemVerOptions options = SemVerOptions.None
    ) => BestSatisfying(versions, range, options, direction: -1);

    private static string? BestSatisfying(
        IEnumerable<string> versions,
        string? range,
        SemVerOptions options,
        int direction
    )
    {
        ArgumentNullException.ThrowIfNull(versions);
        if (!SemRange.TryParse(range, options, out SemRange? parsed))
        {
            return null;
        }

        string? best = null;
        SemVersion? bestVersion = null;
        foreach (string text in versions)
        {
            if (
                SemVersion.TryParse(text, (options & SemVerOptions.Loose) != 0, out SemVersion? version)
                && parsed.IsSatisfiedBy(version)
                && (bestVersion is null || direction * SemVersion.Compare(version, bestVersion) > 0)
            )
            {
                best = text;
                bestVersion = version;
            }
        }

        return best;
    }

    private static int DigitsOf(ReadOnlySpan<char> text)
    {
        int end = text.IndexOfAnyExceptInRange('0', '9');
        return end < 0 ? text.Length : end;
    }

    private static ReadOnlySpan<char> TakeNumber(ref ReadOnlySpan<char> rest)
    {
        ReadOnlySpan<char> number = rest[..DigitsOf(rest)];
        rest = rest[number.Length..];
        return number;
    }

    /// <summary>A dot and at most sixteen digits; anything else ends the version in front of it.</summary>
    private static ReadOnlySpan<char> TakeNextNumber(ref ReadOnlySpan<char> rest)
    {
        if (rest.Length < 2 || rest[0] != '.' || DigitsOf(rest[1..]) is 0 or > MaxCoercedDigits)
        {
            return default;
        }

        rest = rest[1..];
        return TakeNumber(ref rest);
    }
}

using System.Globalization;
using System.Text;

namespace DepGraph.Npm.SemVer;

/// <summary>
/// What happens to a range's text before it is split into comparators, in the order node-semver does it: whitespace is
/// reduced to single spaces, build metadata removed, <c>a - b</c> written out as two comparators, and the space between an
/// operator and its version removed.
/// </summary>
internal static class RangeText
{
    /// <summary>Trims, and makes every run of whitespace one space; the same string where nothing changes.</summary>
    public static string Collapse(string text)
    {
        ReadOnlySpan<char> trimmed = VersionText.Trim(text);
        bool isCollapsed = trimmed.Length == text.Length;
        for (int i = 0; i < trimmed.Length && isCollapsed; i++)
        {
            isCollapsed = !VersionText.IsSpace(trimmed[i]) || (trimmed[i] == ' ' && trimmed[i - 1] != ' ');
        }

        if (isCollapsed)
        {
            return text;
        }

        var result = new StringBuilder(trimmed.Length);
        foreach (char c in trimmed)
        {
            if (!VersionText.IsSpace(c))
            {
                result.Append(c);
            }
            else if (result[^1] != ' ')
            {
                result.Append(' ');
            }
        }

        return result.ToString();
    }

    /// <summary>One alternative, ready to be split at its spaces.</summary>
    public static ReadOnlySpan<char> Normalize(ReadOnlySpan<char> alternative, SemVerOptions options)
    {
        if (alternative.Contains('+'))
        {
            alternative = StripBuilds(alternative);
        }

        if (!alternative.Contains(' '))
        {
            return alternative;
        }

        return TrimAfterSigns(TrimAfterComparisons(ExpandHyphen(alternative, options)));
    }

    private static string StripBuilds(ReadOnlySpan<char> text)
    {
        var result = new StringBuilder(text.Length);
        int at = 0;
        while (at < text.Length)
        {
            if (text[at] != '+' || at + 1 == text.Length || !VersionText.IsIdentifier(text[at + 1]))
            {
                result.Append(text[at++]);
                continue;
            }

            at++;
            while (at < text.Length && (VersionText.IsIdentifier(text[at]) || IsDotBeforeIdentifier(text, at)))
            {
                at++;
            }
        }

        return result.ToString();
    }

    private static bool IsDotBeforeIdentifier(ReadOnlySpan<char> text, int at) =>
        text[at] == '.' && at + 1 < text.Length && VersionText.IsIdentifier(text[at + 1]);

    private static ReadOnlySpan<char> ExpandHyphen(ReadOnlySpan<char> text, SemVerOptions options)
    {
        bool loose = (options & SemVerOptions.Loose) != 0;
        bool includePrerelease = (options & SemVerOptions.IncludePrerelease) != 0;
        int hyphen = text.IndexOf(" - ");
        if (hyphen < 0)
        {
            return text;
        }

        ReadOnlySpan<char> left = text[..hyphen];
        ReadOnlySpan<char> right = text[(hyphen + 3)..];
        left = left.StartsWith(' ') ? left[1..] : left;
        right = right.EndsWith(' ') ? right[..^1] : right;
        return
            PartialVersion.TryRead(left, loose, out PartialVersion from)
            && PartialVersion.TryRead(right, loose, out PartialVersion to)
            ? $"{LowerEnd(from, left, includePrerelease)} {UpperEnd(to, right, includePrerelease)}".AsSpan().Trim(' ')
            : text;
    }

    private static string LowerEnd(PartialVersion from, ReadOnlySpan<char> written, bool includePrerelease)
    {
        string lowest = includePrerelease ? "-0" : "";
        if (PartialVersion.IsWildcard(from.Major))
        {
            return "";
        }

        if (PartialVersion.IsWildcard(from.Minor))
        {
            return $">={from.Major}.0.0{lowest}";
        }

        if (PartialVersion.IsWildcard(from.Patch))
        {
            return $">={from.Major}.{from.Minor}.0{lowest}";
        }

        return from.Prerelease.IsEmpty ? $">={written}{lowest}" : $">={written}";
    }

    private static string UpperEnd(PartialVersion to, ReadOnlySpan<char> written, bool includePrerelease)
    {
        if (PartialVersion.IsWildcard(to.Major))
        {
            return "";
        }

        if (PartialVersion.IsWildcard(to.Minor))
        {
            return $"<{Next(to.Major)}.0.0-0";
        }

        if (PartialVersion.IsWildcard(to.Patch))
        {
            return $"<{to.Major}.{Next(to.Minor)}.0-0";
        }

        if (!to.Prerelease.IsEmpty)
        {
            return $"<={to.Major}.{to.Minor}.{to.Patch}-{to.Prerelease}";
        }

        return includePrerelease ? $"<{to.Major}.{to.Minor}.{Next(to.Patch)}-0" : $"<={written}";
    }

    private static string Next(ReadOnlySpan<char> number) =>
        VersionText.ReadSaturated(number) is var value and < VersionText.Exponential
            ? (value + 1).ToString(CultureInfo.InvariantCulture)
            : "1e+21";

    /// <summary>
    /// <c>&gt; 1.2.3</c> becomes <c>&gt;1.2.3</c>. What a version (or an x-range) takes in, its leading <c>v</c>, <c>=</c> and
    /// spaces included, is not looked at again.
    /// </summary>
    private static ReadOnlySpan<char> TrimAfterComparisons(ReadOnlySpan<char> text)
    {
        var result = new StringBuilder(text.Length);
        int at = 0;
        while (at < text.Length)
        {
            int sign = at + (text[at] == ' ' ? 1 : 0);
            int gap = sign;
            gap += gap < text.Length && text[gap] is '<' or '>' ? 1 : 0;
            gap += gap < text.Length && text[gap] == '=' ? 1 : 0;
            int version = gap + (gap < text.Length && text[gap] == ' ' ? 1 : 0);
            int first = version;
            while (first < text.Length && text[first] is 'v' or '=' or ' ')
            {
                first++;
            }

            if (first < text.Length && text[first] is 'x' or 'X' or '*' || IsDigitAt(text, first))
            {
                int end = EndOfVersion(text, first);
                result.Append(text[at..gap]).Append(text[version..end]);
                at = end;
            }
            else
            {
                int next = Math.Max(at + 1, first);
                result.Append(text[at..next]);
                at = next;
            }
        }

        return result.ToString();
    }

    private static int EndOfVersion(ReadOnlySpan<char> text, int start)
    {
        int at = start;
        if (TryTuple(text, loose: true, ref at))
        {
            SkipPrerelease(text, loose: true, ref at);
            return at;
        }

        at = start;
        if (TryTuple(text, loose: false, ref at))
        {
            SkipPrerelease(text, loose: false, ref at);
        }

        return at;
    }

    /// <summary>Takes up to three parts; true when there were three. Loose: of digits only, strict: also wildcards.</summary>
    private static bool TryTuple(ReadOnlySpan<char> text, bool loose, scoped ref int at)
    {
        for (int part = 0; part < 3; part++)
        {
            int from = part == 0 ? at : at + 1;
            if (part > 0 && (at == text.Length || text[at] != '.'))
            {
                return false;
            }

            int end = from;
            if (!loose && end < text.Length && text[end] is 'x' or 'X' or '*' or '0')
            {
                end++;
            }
            else
            {
                while (IsDigitAt(text, end))
                {
                    end++;
                }
            }

            if (end == from)
            {
                return false;
            }

            at = end;
        }

        return true;
    }

    private static void SkipPrerelease(ReadOnlySpan<char> text, bool loose, scoped ref int at)
    {
        if (at < text.Length)
        {
            VersionScanner.TryPrerelease(text, loose, ref at, out _);
        }
    }

    private static bool IsDigitAt(ReadOnlySpan<char> text, int at) => at < text.Length && char.IsAsciiDigit(text[at]);

    /// <summary><c>~ 1</c> and <c>~&gt; 1</c> become <c>~1</c>, <c>^ 1</c> becomes <c>^1</c>.</summary>
    private static ReadOnlySpan<char> TrimAfterSigns(ReadOnlySpan<char> text)
    {
        if (!text.ContainsAny('~', '^'))
        {
            return text;
        }

        var result = new StringBuilder(text.Length);
        int at = 0;
        while (at < text.Length)
        {
            char c = text[at];
            result.Append(c);
            int space = at + 1 + (c == '~' && at + 1 < text.Length && text[at + 1] == '>' ? 1 : 0);
            at = c is '~' or '^' && space < text.Length && text[space] == ' ' ? space + 1 : at + 1;
        }

        return result.ToString();
    }
}

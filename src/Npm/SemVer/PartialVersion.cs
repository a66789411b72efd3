namespace DepGraph.Npm.SemVer;

/// <summary>
/// A version whose parts may be missing or <c>x</c>, <c>X</c>, <c>*</c>, as ranges are made of; views into the range's text.
/// </summary>
internal ref struct PartialVersion
{
    /// <summary>The <c>v</c>, <c>=</c> and spaces in front.</summary>
    public ReadOnlySpan<char> Prefix;
    public ReadOnlySpan<char> Major;

    /// <summary>Empty: missing.</summary>
    public ReadOnlySpan<char> Minor;

    /// <summary>Empty: missing.</summary>
    public ReadOnlySpan<char> Patch;

    /// <summary>Without its hyphen; empty: none.</summary>
    public ReadOnlySpan<char> Prerelease;

    /// <summary>Characters of the whole text.</summary>
    public int Length;

    public readonly bool IsFull => !IsWildcard(Major) && !IsWildcard(Minor) && !IsWildcard(Patch);

    /// <summary>A wildcard in front of a number, such as <c>x.1</c> or <c>1.*.2</c>, which means nothing.</summary>
    public readonly bool IsOutOfOrder =>
        (IsWildcard(Major) && !IsWildcard(Minor)) || (IsWildcard(Minor) && !Patch.IsEmpty && !IsWildcard(Patch));

    public static bool IsWildcard(ReadOnlySpan<char> part) => part.IsEmpty || part[0] is 'x' or 'X' or '*';

    /// <summary>Matches the whole text, build metadata not allowed: a range's is stripped before.</summary>
    public static bool TryRead(ReadOnlySpan<char> text, bool loose, out PartialVersion partial)
    {
        partial = default;
        partial.Length = text.Length;
        int at = 0;
        while (at < text.Length && text[at] is 'v' or '=' or ' ')
        {
            at++;
        }

        partial.Prefix = text[..at];
        if (!TryPart(text, loose, ref at, out partial.Major))
        {
            return false;
        }

        if (at == text.Length)
        {
            return true;
        }

        if (text[at++] != '.' || !TryPart(text, loose, ref at, out partial.Minor))
        {
            return false;
        }

        if (at == text.Length)
        {
            return true;
        }

        if (text[at++] != '.' || !TryPart(text, loose, ref at, out partial.Patch, isPatch: true))
        {
            return false;
        }

        return at == text.Length
            || (VersionScanner.TryPrerelease(text, loose, ref at, out partial.Prerelease) && at == text.Length);
    }

    private static bool TryPart(
        ReadOnlySpan<char> text,
        bool loose,
        scoped ref int at,
        out ReadOnlySpan<char> part,
        bool isPatch = false
    )
    {
        if (at < text.Length && text[at] is 'x' or 'X' or '*')
        {
            part = text.Slice(at++, 1);
            return true;
        }

        return isPatch
            ? VersionScanner.TryPatch(text, loose, ref at, out part)
            : VersionScanner.TryNumber(text, loose, ref at, out part);
    }
}

namespace DepGraph.Npm.SemVer;

/// <summary>A version's text taken apart, without copying: what stands behind any <c>v</c> or <c>=</c>.</summary>
internal ref struct VersionParts
{
    public long Major;
    public long Minor;
    public long Patch;

    /// <summary>Characters of <c>major.minor.patch</c> as written.</summary>
    public int TupleLength;

    /// <summary>Without its hyphen; empty: none.</summary>
    public ReadOnlySpan<char> Prerelease;

    /// <summary>Without its plus sign; empty: none.</summary>
    public ReadOnlySpan<char> Build;

    /// <summary>Matches the whole text; numbers above 2^53 − 1 do not match.</summary>
    public static bool TryRead(ReadOnlySpan<char> text, bool loose, out VersionParts parts)
    {
        parts = default;
        int at = 0;
        if (
            !VersionScanner.TryNumber(text, loose, ref at, out ReadOnlySpan<char> major)
            || !TryDot(text, ref at)
            || !VersionScanner.TryNumber(text, loose, ref at, out ReadOnlySpan<char> minor)
            || !TryDot(text, ref at)
            || !VersionScanner.TryPatch(text, loose, ref at, out ReadOnlySpan<char> patch)
        )
        {
            return false;
        }

        parts.TupleLength = at;
        parts.Major = VersionText.ReadSaturated(major);
        parts.Minor = VersionText.ReadSaturated(minor);
        parts.Patch = VersionText.ReadSaturated(patch);
        if (Math.Max(parts.Major, Math.Max(parts.Minor, parts.Patch)) > SemVersion.MaxSafeInteger)
        {
            return false;
        }

        if (
            at < text.Length
            && text[at] != '+'
            && !VersionScanner.TryPrerelease(text, loose, ref at, out parts.Prerelease)
        )
        {
            return false;
        }

        if (at < text.Length && !VersionScanner.TryBuild(text, ref at, out parts.Build))
        {
            return false;
        }

        return at == text.Length;
    }

    private static bool TryDot(ReadOnlySpan<char> text, scoped ref int at)
    {
        if (at == text.Length || text[at] != '.')
        {
            return false;
        }

        at++;
        return true;
    }
}

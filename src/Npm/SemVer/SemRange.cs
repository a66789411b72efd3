using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace DepGraph.Npm.SemVer;

/// <summary>
/// A range as node-semver reads it: alternatives (<c>||</c>) of comparators that must all hold. Immutable; testing a version
/// allocates nothing.
/// </summary>
public sealed class SemRange
{
    /// <summary>
    /// The longest text that is read as a range, in UTF-16 code units: a bound on what a hostile range can cost, which
    /// node-semver has not. Real ranges have some hundred at most.
    /// </summary>
    public const int MaxLength = 8192;

    private SemRange(Comparator[][] alternatives, SemVerOptions options)
    {
        Alternatives = alternatives;
        Options = options;
    }

    public SemVerOptions Options { get; }

    /// <summary>Whether every version that is not a prerelease satisfies the range.</summary>
    public bool IsAny => Alternatives is [[{ IsAny: true }]];

    /// <summary>Never empty, and no alternative is empty. An "any" comparator always stands alone in its alternative.</summary>
    internal Comparator[][] Alternatives { get; }

    internal bool IncludesPrerelease => (Options & SemVerOptions.IncludePrerelease) != 0;

    /// <summary>
    /// Reads a range; false for anything else, never an exception. Time and memory are linear in the text.
    /// In loose mode comparators that cannot be read are left out as long as one remains.
    /// </summary>
    public static bool TryParse(string? text, SemVerOptions options, [NotNullWhen(true)] out SemRange? range)
    {
        range =
            text is { Length: <= MaxLength } && RangeParser.TryParse(text, options, out Comparator[][]? alternatives)
                ? new SemRange(alternatives, options)
                : null;
        return range is not null;
    }

    /// <summary>Whether one of the alternatives admits the version, by the options the range was read with.</summary>
    public bool IsSatisfiedBy(SemVersion version)
    {
        ArgumentNullException.ThrowIfNull(version);
        foreach (Comparator[] alternative in Alternatives)
        {
            if (Admits(alternative, version, IncludesPrerelease))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Reads the version by the range's own options; what is not a version satisfies nothing.</summary>
    public bool IsSatisfiedBy(string? version) =>
        SemVersion.TryParse(version, (Options & SemVerOptions.Loose) != 0, out SemVersion? parsed)
        && IsSatisfiedBy(parsed);

    /// <summary>The lowest version that satisfies the range; null when none can.</summary>
    public SemVersion? MinVersion() => RangeBounds.MinVersion(this);

    /// <summary>Whether some version may satisfy both ranges. Takes time by the product of their lengths.</summary>
    public bool Intersects(SemRange other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return RangeIntersection.Intersect(this, other);
    }

    /// <summary>
    /// Whether every version that satisfies this range satisfies <paramref name="other"/> too. Takes time by the product of
    /// their lengths.
    /// </summary>
    public bool IsSubsetOf(SemRange other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return ReferenceEquals(this, other) || RangeSubset.IsSubset(this, other);
    }

    /// <summary>Whether the version is above everything the range admits (node-semver's gtr).</summary>
    public bool IsExceededBy(SemVersion version)
    {
        ArgumentNullException.ThrowIfNull(version);
        return RangeBounds.IsAbove(version, this);
    }

    /// <summary>Whether the version is below everything the range admits (node-semver's ltr).</summary>
    public bool IsUndercutBy(SemVersion version)
    {
        ArgumentNullException.ThrowIfNull(version);
        return RangeBounds.IsBelow(version, this);
    }

    /// <summary>The canonical text, which reads back as a range of the same versions; <c>*</c> for any version.</summary>
    public override string ToString()
    {
        if (IsAny)
        {
            return "*";
        }

        var text = new StringBuilder();
        for (int i = 0; i < Alternatives.Length; i++)
        {
            text.Append(i == 0 ? "" : "||").AppendJoin(' ', Alternatives[i]);
        }

        return text.ToString();
    }

    /// <summary>
    /// All comparators hold; and a prerelease needs a comparator that names a prerelease of the same major.minor.patch, unless
    /// prereleases are included: who asks for <c>^1.2.3-beta.1</c> has opted in to betas of 1.2.3, not of 1.3.0.
    /// </summary>
    internal static bool Admits(ReadOnlySpan<Comparator> alternative, SemVersion version, bool includesPrerelease)
    {
        foreach (ref readonly Comparator comparator in alternative)
        {
            if (!comparator.IsSatisfiedBy(version))
            {
                return false;
            }
        }

        return includesPrerelease || !version.IsPrerelease || NamesPrereleaseOf(alternative, version);
    }

    private static bool NamesPrereleaseOf(ReadOnlySpan<Comparator> alternative, SemVersion version)
    {
        foreach (ref readonly Comparator comparator in alternative)
        {
            if (comparator.Version is { IsPrerelease: true } named && named.HasSameTuple(version))
            {
                return true;
            }
        }

        return false;
    }
}

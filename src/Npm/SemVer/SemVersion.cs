using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace DepGraph.Npm.SemVer;

/// <summary>
/// A semantic version as node-semver reads it (https://semver.org, at most 256 characters, numbers up to 2^53 − 1). Made to
/// be held by the hundred thousand: one small object beside the version's text, which is shared with the caller's where it is
/// canonical, and made on demand for versions that come out of a range.
/// </summary>
/// <remarks>
/// Equality and <see cref="CompareTo"/> ignore build metadata. <see cref="CompareTo"/> is a total order that refines
/// <see cref="Compare"/>, and is 0 exactly for equal versions; sort with it.
/// </remarks>
public sealed class SemVersion : IComparable<SemVersion>, IEquatable<SemVersion>
{
    /// <summary>The longest text that is a version, in UTF-16 code units, surrounding whitespace included.</summary>
    public const int MaxLength = 256;

    /// <summary>The largest number a version may hold: 2^53 − 1.</summary>
    public const long MaxSafeInteger = 9007199254740991;

    /// <summary>Stands for a number that does not fit; it is then read from the text, which is always there in that case.</summary>
    private const uint Large = uint.MaxValue;

    private readonly uint _major;
    private readonly uint _minor;
    private readonly uint _patch;

    /// <summary>Where the prerelease starts in the text; 0 when there is none.</summary>
    private readonly ushort _prereleaseStart;
    private readonly string? _build;
    private string? _text;

    private SemVersion(long major, long minor, long patch, string? text, int prereleaseStart, string? build)
    {
        _major = (uint)Math.Min(major, Large);
        _minor = (uint)Math.Min(minor, Large);
        _patch = (uint)Math.Min(patch, Large);
        _prereleaseStart = (ushort)prereleaseStart;
        _build = build;
        _text = text ?? (_major == Large || _minor == Large || _patch == Large ? Format(major, minor, patch) : null);
    }

    /// <summary>The canonical text: no <c>v</c>, no leading zeros, no build metadata (node-semver's <c>version</c>).</summary>
    public string Text => _text ??= Format(_major, _minor, _patch);

    public long Major => _major == Large ? ReadNumber(0) : _major;

    public long Minor => _minor == Large ? ReadNumber(1) : _minor;

    public long Patch => _patch == Large ? ReadNumber(2) : _patch;

    /// <summary>The prerelease identifiers joined by dots, without the hyphen; empty when there are none.</summary>
    public ReadOnlySpan<char> Prerelease => _prereleaseStart == 0 ? default : _text.AsSpan(_prereleaseStart);

    public bool IsPrerelease => _prereleaseStart != 0;

    /// <summary>The build metadata as written, without the plus sign; empty when there is none.</summary>
    public string Build => _build ?? "";

    /// <summary>
    /// Reads a version; false for anything else, never an exception. A text that is canonical already is kept as
    /// <see cref="Text"/>, not copied.
    /// </summary>
    public static bool TryParse(string? text, bool loose, [NotNullWhen(true)] out SemVersion? version)
    {
        version = null;
        if (text is null || text.Length > MaxLength)
        {
            return false;
        }

        ReadOnlySpan<char> trimmed = VersionText.Trim(text);
        return TryParseStrict(trimmed, trimmed.Length == text.Length ? text : null, out version)
            || (loose && TryParseLoose(trimmed, out version));
    }

    /// <summary>The order of https://semver.org/#spec-item-11, build metadata ignored: −1, 0 or 1, as node-semver's compare.</summary>
    public static int Compare(SemVersion left, SemVersion right)
    {
        ArgumentNullException.ThrowIfNull(left);
        ArgumentNullException.ThrowIfNull(right);
        return Compare(left, right, total: false);
    }

    /// <summary><see cref="Compare(SemVersion, SemVersion)"/>, then by build metadata, none first (node-semver's compareBuild).</summary>
    public static int CompareBuild(SemVersion left, SemVersion right)
    {
        int order = Compare(left, right);
        if (order != 0)
        {
            return order;
        }

        return left._build is null || right._build is null
            ? (left._build is null ? 0 : 1) - (right._build is null ? 0 : 1)
            : PrereleaseOrder.Compare(left._build, right._build, total: false);
    }

    public int CompareTo(SemVersion? other) => other is null ? 1 : Compare(this, other, total: true);

    public bool Equals(SemVersion? other) =>
        ReferenceEquals(this, other)
        || (other is not null && HasSameTuple(other) && Prerelease.SequenceEqual(other.Prerelease));

    public override bool Equals(object? obj) => Equals(obj as SemVersion);

    public override int GetHashCode() => HashCode.Combine(_major, _minor, _patch, string.GetHashCode(Prerelease));

    public override string ToString() => Text;

    public static bool operator ==(SemVersion? left, SemVersion? right) =>
        left is null ? right is null : left.Equals(right);

    public static bool operator !=(SemVersion? left, SemVersion? right) => !(left == right);

    public static bool operator <(SemVersion left, SemVersion right) => Compare(left, right) < 0;

    public static bool operator <=(SemVersion left, SemVersion right) => Compare(left, right) <= 0;

    public static bool operator >(SemVersion left, SemVersion right) => Compare(left, right) > 0;

    public static bool operator >=(SemVersion left, SemVersion right) => Compare(left, right) >= 0;

    /// <summary>Whether major, minor and patch are the same.</summary>
    internal bool HasSameTuple(SemVersion other) =>
        _major == other._major
        && _minor == other._minor
        && _patch == other._patch
        && ((_major != Large && _minor != Large && _patch != Large) || CompareTuple(this, other) == 0);

    /// <summary>A version from its parts, the prerelease as the loose grammar has it (empty: none).</summary>
    internal static SemVersion Create(long major, long minor, long patch, ReadOnlySpan<char> prerelease = default)
    {
        if (prerelease.IsEmpty)
        {
            return new SemVersion(major, minor, patch, null, 0, null);
        }

        string tuple = Format(major, minor, patch);
        return new SemVersion(major, minor, patch, $"{tuple}-{Canonical(prerelease)}", tuple.Length + 1, null);
    }

    private static bool TryParseStrict(ReadOnlySpan<char> text, string? source, out SemVersion? version)
    {
        version = null;
        int start = text.StartsWith('v') ? 1 : 0;
        if (!VersionParts.TryRead(text[start..], loose: false, out VersionParts parts))
        {
            return false;
        }

        string? build = parts.Build.IsEmpty ? null : parts.Build.ToString();
        string? canonical = start == 0 && build is null ? source : null;
        if (canonical is null && !parts.Prerelease.IsEmpty)
        {
            canonical = text.Slice(start, parts.TupleLength + 1 + parts.Prerelease.Length).ToString();
        }

        int prereleaseStart = parts.Prerelease.IsEmpty ? 0 : parts.TupleLength + 1;
        version = new SemVersion(parts.Major, parts.Minor, parts.Patch, canonical, prereleaseStart, build);
        return true;
    }

    private static bool TryParseLoose(ReadOnlySpan<char> text, out SemVersion? version)
    {
        version = null;
        int start = 0;
        while (start < text.Length && (text[start] is 'v' or '=' || VersionText.IsSpace(text[start])))
        {
            start++;
        }

        if (!VersionParts.TryRead(text[start..], loose: true, out VersionParts parts))
        {
            return false;
        }

        string tuple = Format(parts.Major, parts.Minor, parts.Patch);
        bool hasPrerelease = !parts.Prerelease.IsEmpty;
        version = new SemVersion(
            parts.Major,
            parts.Minor,
            parts.Patch,
            hasPrerelease ? $"{tuple}-{Canonical(parts.Prerelease)}" : tuple,
            hasPrerelease ? tuple.Length + 1 : 0,
            parts.Build.IsEmpty ? null : parts.Build.ToString()
        );
        return true;
    }

    private static string Canonical(ReadOnlySpan<char> prerelease)
    {
        string text = prerelease.ToString();
        if (!text.StartsWith('0') && !text.Contains(".0", StringComparison.Ordinal))
        {
            return text;
        }

        string[] identifiers = text.Split('.');
        for (int i = 0; i < identifiers.Length; i++)
        {
            string identifier = identifiers[i];
            if (identifier.Length > 1 && identifier[0] == '0' && VersionText.IsAllDigits(identifier))
            {
                long value = VersionText.ReadSaturated(identifier);
                identifiers[i] = value < MaxSafeInteger ? value.ToString(CultureInfo.InvariantCulture) : identifier;
            }
        }

        return string.Join('.', identifiers);
    }

    private static int Compare(SemVersion left, SemVersion right, bool total)
    {
        int order = CompareTuple(left, right);
        if (order != 0)
        {
            return order;
        }

        return left._prereleaseStart == 0 || right._prereleaseStart == 0
            ? (left._prereleaseStart == 0 ? 1 : 0) - (right._prereleaseStart == 0 ? 1 : 0)
            : PrereleaseOrder.Compare(left.Prerelease, right.Prerelease, total);
    }

    private static int CompareTuple(SemVersion left, SemVersion right)
    {
        if (left._major != right._major)
        {
            return left._major < right._major ? -1 : 1;
        }

        if (left._major == Large && left.Major.CompareTo(right.Major) is var major and not 0)
        {
            return major;
        }

        if (left._minor != right._minor)
        {
            return left._minor < right._minor ? -1 : 1;
        }

        if (left._minor == Large && left.Minor.CompareTo(right.Minor) is var minor and not 0)
        {
            return minor;
        }

        if (left._patch != right._patch)
        {
            return left._patch < right._patch ? -1 : 1;
        }

        return left._patch == Large ? left.Patch.CompareTo(right.Patch) : 0;
    }

    private static string Format(long major, long minor, long patch) =>
        string.Create(CultureInfo.InvariantCulture, $"{major}.{minor}.{patch}");

    private long ReadNumber(int position)
    {
        ReadOnlySpan<char> rest = _text;
        for (int i = 0; i < position; i++)
        {
            rest = rest[(rest.IndexOf('.') + 1)..];
        }

        int end = rest.IndexOfAnyExceptInRange('0', '9');
        return long.Parse(end < 0 ? rest : rest[..end], NumberStyles.None, CultureInfo.InvariantCulture);
    }
}

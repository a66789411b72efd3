namespace DepGraph.Npm.SemVer;

/// <summary>
/// Collects the comparators of one alternative. The Try methods return false when the whole range is invalid: a number above
/// 2^53 − 1, a version above 256 characters, or, in strict mode, a prefix that is not allowed.
/// </summary>
internal sealed class AlternativeBuilder(SemVerOptions options)
{
    private const int LinearSearchLimit = 16;
    private const string LowestPrerelease = "0";

    private readonly List<Comparator> _comparators = new(2);
    private readonly bool _includePrerelease = (options & SemVerOptions.IncludePrerelease) != 0;
    private HashSet<Comparator>? _seen;

    public bool IsLoose { get; } = (options & SemVerOptions.Loose) != 0;

    /// <summary>Whether the piece being added is the first or last of its alternative.</summary>
    public bool IsAtEdge { get; set; }

    /// <summary>The comparators so far, and starts the next alternative; null when none was readable.</summary>
    public Comparator[]? TakeAlternative()
    {
        if (_comparators.Count == 0)
        {
            return null;
        }

        int none = _comparators.FindIndex(comparator => comparator.IsNone);
        Comparator[] result;
        if (none >= 0)
        {
            result = [_comparators[none]];
        }
        else
        {
            if (_comparators.Count > 1)
            {
                _comparators.Remove(default);
            }

            result = [.. _comparators];
        }

        _comparators.Clear();
        _seen = null;
        return result;
    }

    /// <summary>A wildcard. Between two other pieces it disappears, even if those turn out to be unreadable.</summary>
    public void AddAny()
    {
        if (IsAtEdge)
        {
            Add(default);
        }
    }

    /// <summary>At least this, with nothing changed left of the first number that is not 0.</summary>
    public bool TryAddCaret(PartialVersion from)
    {
        if (PartialVersion.IsWildcard(from.Major))
        {
            AddAny();
            return true;
        }

        long major = VersionText.ReadSaturated(from.Major);
        if (PartialVersion.IsWildcard(from.Minor))
        {
            return TryAddFloor(from.Major, "0") && TryAddCeiling(major + 1, 0, 0);
        }

        long minor = VersionText.ReadSaturated(from.Minor);
        bool hasPatch = !PartialVersion.IsWildcard(from.Patch);
        if (hasPatch ? !TryAddLowerEnd(from) : !TryAddFloor(from.Major, from.Minor))
        {
            return false;
        }

        if (from.Major is not "0")
        {
            return TryAddCeiling(major + 1, 0, 0);
        }

        return hasPatch && from.Minor is "0"
            ? TryAddCeiling(major, minor, VersionText.ReadSaturated(from.Patch) + 1)
            : TryAddCeiling(major, minor + 1, 0);
    }

    /// <summary>At least this, within the minor version if there is one, else within the major.</summary>
    public bool TryAddTilde(PartialVersion from)
    {
        if (PartialVersion.IsWildcard(from.Major))
        {
            AddAny();
            return true;
        }

        long major = VersionText.ReadSaturated(from.Major);
        if (PartialVersion.IsWildcard(from.Minor))
        {
            return TryAddFloor(from.Major, "0") && TryAddCeiling(major + 1, 0, 0);
        }

        bool isLowerAdded = PartialVersion.IsWildcard(from.Patch)
            ? TryAddFloor(from.Major, from.Minor)
            : TryAddLowerEnd(from);
        return isLowerAdded && TryAddCeiling(major, VersionText.ReadSaturated(from.Minor) + 1, 0);
    }

    /// <summary>A version with at least one missing or wildcard part behind an operator.</summary>
    public bool TryAddWildcards(ComparatorOperator @operator, PartialVersion version)
    {
        if (PartialVersion.IsWildcard(version.Major))
        {
            return @operator is ComparatorOperator.Less or ComparatorOperator.Greater
                ? TryAddCeiling(0, 0, 0)
                : TryAddAny();
        }

        bool hasMinor = !PartialVersion.IsWildcard(version.Minor);
        ReadOnlySpan<char> minorText = hasMinor ? version.Minor : "0";
        long major = VersionText.ReadSaturated(version.Major);
        long minor = VersionText.ReadSaturated(minorText);
        (long nextMajor, long nextMinor) = hasMinor ? (major, minor + 1) : (major + 1, 0);
        bool isCountedUp = @operator is ComparatorOperator.LessOrEqual or ComparatorOperator.Greater;
        if (isCountedUp && (hasMinor ? nextMinor : nextMajor) > VersionText.Exponential)
        {
            return IsLoose;
        }

        return @operator switch
        {
            ComparatorOperator.Less => TryAddCeiling(major, minor, 0),
            ComparatorOperator.LessOrEqual => TryAddCeiling(nextMajor, nextMinor, 0),
            ComparatorOperator.Greater => TryAddGenerated(
                ComparatorOperator.GreaterOrEqual,
                nextMajor,
                nextMinor,
                0,
                _includePrerelease ? LowestPrerelease : ""
            ),
            ComparatorOperator.GreaterOrEqual => TryAddFloor(version.Major, minorText),
            _ => TryAddFloor(version.Major, minorText) && TryAddCeiling(nextMajor, nextMinor, 0),
        };
    }

    /// <summary>A comparator as it stands in the text.</summary>
    public bool TryAddWritten(ComparatorOperator @operator, PartialVersion version)
    {
        if (!IsLoose && version.Prefix is not ("" or "v"))
        {
            return false;
        }

        if (version.Length > SemVersion.MaxLength)
        {
            return false;
        }

        if (@operator == ComparatorOperator.GreaterOrEqual && version.Prefix.IsEmpty)
        {
            return TryAddLowerEnd(version);
        }

        return TryAddGenerated(
            @operator,
            VersionText.ReadSaturated(version.Major),
            VersionText.ReadSaturated(version.Minor),
            VersionText.ReadSaturated(version.Patch),
            version.Prerelease
        );
    }

    private bool TryAddAny()
    {
        AddAny();
        return true;
    }

    private bool TryAddNoCondition()
    {
        Add(default);
        return true;
    }

    /// <summary>At least the version; the lowest there is, so written, is no condition at all.</summary>
    private bool TryAddLowerEnd(PartialVersion version)
    {
        ReadOnlySpan<char> lowest = _includePrerelease ? LowestPrerelease : "";
        if (
            version.Major is "0"
            && version.Minor is "0"
            && version.Patch is "0"
            && version.Prerelease.SequenceEqual(lowest)
        )
        {
            return TryAddNoCondition();
        }

        return TryAddGenerated(
            ComparatorOperator.GreaterOrEqual,
            VersionText.ReadSaturated(version.Major),
            VersionText.ReadSaturated(version.Minor),
            VersionText.ReadSaturated(version.Patch),
            version.Prerelease
        );
    }

    /// <summary>At least major.minor.0, from its lowest prerelease if they are included.</summary>
    private bool TryAddFloor(ReadOnlySpan<char> major, ReadOnlySpan<char> minor) =>
        major is "0" && minor is "0"
            ? TryAddNoCondition()
            : TryAddGenerated(
                ComparatorOperator.GreaterOrEqual,
                VersionText.ReadSaturated(major),
                VersionText.ReadSaturated(minor),
                0,
                _includePrerelease ? LowestPrerelease : ""
            );

    /// <summary>Below the version, its prereleases included.</summary>
    private bool TryAddCeiling(long major, long minor, long patch) =>
        TryAddGenerated(ComparatorOperator.Less, major, minor, patch, LowestPrerelease);

    private bool TryAddGenerated(
        ComparatorOperator @operator,
        long major,
        long minor,
        long patch,
        ReadOnlySpan<char> prerelease
    )
    {
        if (
            Math.Max(major, Math.Max(minor, patch)) > SemVersion.MaxSafeInteger
            || prerelease.Length > SemVersion.MaxLength
        )
        {
            return false;
        }

        SemVersion version = SemVersion.Create(major, minor, patch, prerelease);
        if (prerelease.Length > 0 && version.Text.Length > SemVersion.MaxLength)
        {
            return false;
        }

        Add(new Comparator(@operator, version));
        return true;
    }

    private void Add(Comparator comparator)
    {
        if (_comparators.Count >= LinearSearchLimit)
        {
            _seen ??= [.. _comparators];
            if (_seen.Add(comparator))
            {
                _comparators.Add(comparator);
            }
        }
        else if (!_comparators.Contains(comparator))
        {
            _comparators.Add(comparator);
        }
    }
}

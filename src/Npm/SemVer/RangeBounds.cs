namespace DepGraph.Npm.SemVer;

/// <summary>Where a range begins and ends.</summary>
internal static class RangeBounds
{
    private static readonly SemVersion Zero = SemVersion.Create(0, 0, 0);
    private static readonly SemVersion LowestPrerelease = SemVersion.Create(0, 0, 0, "0");

    public static SemVersion? MinVersion(SemRange range)
    {
        if (range.IsSatisfiedBy(Zero))
        {
            return Zero;
        }

        if (range.IsSatisfiedBy(LowestPrerelease))
        {
            return LowestPrerelease;
        }

        SemVersion? lowest = null;
        foreach (Comparator[] alternative in range.Alternatives)
        {
            SemVersion? start = StartOf(alternative);
            if (start is not null && (lowest is null || lowest > start))
            {
                lowest = start;
            }
        }

        return lowest is not null && range.IsSatisfiedBy(lowest) ? lowest : null;
    }

    public static bool IsAbove(SemVersion version, SemRange range) => IsOutside(version, range, direction: 1);

    public static bool IsBelow(SemVersion version, SemRange range) => IsOutside(version, range, direction: -1);

    /// <summary>The highest of the alternative's lower ends, an exclusive one moved up to the next version.</summary>
    private static SemVersion? StartOf(Comparator[] alternative)
    {
        SemVersion? start = null;
        foreach (Comparator comparator in alternative)
        {
            if (comparator.Version is null || comparator.IsUpper)
            {
                continue;
            }

            SemVersion candidate =
                comparator.Operator == ComparatorOperator.Greater ? Next(comparator.Version) : comparator.Version;
            if (start is null || candidate > start)
            {
                start = candidate;
            }
        }

        return start;
    }

    private static SemVersion Next(SemVersion version) =>
        version.IsPrerelease
            ? SemVersion.Create(version.Major, version.Minor, version.Patch, $"{version.Prerelease}.0")
            : SemVersion.Create(version.Major, version.Minor, version.Patch + 1);

    /// <summary>
    /// Told for direction 1, above; −1 is its mirror image. The version is outside when it satisfies nothing, no alternative
    /// is open at the top, and it does not lie below the low end of any: then it would be beside, not above.
    /// </summary>
    private static bool IsOutside(SemVersion version, SemRange range, int direction)
    {
        if (range.IsSatisfiedBy(version))
        {
            return false;
        }

        foreach (Comparator[] alternative in range.Alternatives)
        {
            Comparator high = Bounded(alternative[0]);
            Comparator low = high;
            foreach (Comparator comparator in alternative)
            {
                Comparator bounded = Bounded(comparator);
                if (Order(bounded, high) > 0)
                {
                    high = bounded;
                }
                else if (Order(bounded, low) < 0)
                {
                    low = bounded;
                }
            }

            if (IsOpen(high))
            {
                return false;
            }

            int toLow = direction * SemVersion.Compare(version, low.Version!);
            if (((low.IsEqual || (IsOpen(low) && !low.IsInclusive)) && toLow <= 0) || (IsOpen(low) && toLow < 0))
            {
                return false;
            }
        }

        return true;

        int Order(Comparator a, Comparator b) => direction * SemVersion.Compare(a.Version!, b.Version!);

        bool IsOpen(Comparator comparator) => direction > 0 ? comparator.IsLower : comparator.IsUpper;
    }

    private static Comparator Bounded(Comparator comparator) =>
        comparator.IsAny ? new Comparator(ComparatorOperator.GreaterOrEqual, Zero) : comparator;
}

namespace DepGraph.Npm.SemVer;

/// <summary>
/// Two ranges intersect when an alternative of each can be satisfied and every comparator of the one goes with every
/// comparator of the other.
/// </summary>
internal static class RangeIntersection
{
    public static bool Intersect(SemRange left, SemRange right)
    {
        bool includePrerelease = left.IncludesPrerelease;
        foreach (Comparator[] a in left.Alternatives)
        {
            if (!IsSatisfiable(a, includePrerelease))
            {
                continue;
            }

            foreach (Comparator[] b in right.Alternatives)
            {
                if (IsSatisfiable(b, includePrerelease) && AllIntersect(a, b, includePrerelease))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private static bool IsSatisfiable(Comparator[] alternative, bool includePrerelease)
    {
        for (int i = 1; i < alternative.Length; i++)
        {
            if (!AllIntersect([alternative[i]], alternative.AsSpan(0, i), includePrerelease))
            {
                return false;
            }
        }

        return true;
    }

    private static bool AllIntersect(
        ReadOnlySpan<Comparator> left,
        ReadOnlySpan<Comparator> right,
        bool includePrerelease
    )
    {
        foreach (Comparator a in left)
        {
            foreach (Comparator b in right)
            {
                if (!Intersect(a, b, includePrerelease))
                {
                    return false;
                }
            }
        }

        return true;
    }

    private static bool Intersect(Comparator a, Comparator b, bool includePrerelease)
    {
        if (a.Version is null)
        {
            return true;
        }

        if (a.IsEqual)
        {
            return SemRange.Admits([b], a.Version, includePrerelease);
        }

        if (b.Version is null)
        {
            return true;
        }

        if (b.IsEqual)
        {
            return SemRange.Admits([a], b.Version, includePrerelease);
        }

        if (IsBelowEverything(a, includePrerelease) || IsBelowEverything(b, includePrerelease))
        {
            return false;
        }

        if (a.IsLower == b.IsLower || (a.Version == b.Version && a.IsInclusive && b.IsInclusive))
        {
            return true;
        }

        int order = SemVersion.Compare(a.Version, b.Version);
        return a.IsLower ? order < 0 : order > 0;
    }

    private static bool IsBelowEverything(Comparator comparator, bool includePrerelease) =>
        includePrerelease
            ? comparator.IsNone
            : comparator.Operator == ComparatorOperator.Less && comparator.Version is { Major: 0, Minor: 0, Patch: 0 };
}

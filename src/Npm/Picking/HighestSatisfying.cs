using DepGraph.Npm.SemVer;

namespace DepGraph.Npm.Picking;

/// <summary>
/// The highest version of a range that is not deprecated, else the highest. Each alternative of a range is one interval of
/// the ascending versions, found by binary search and walked from its top.
/// </summary>
internal static class HighestSatisfying
{
    /// <returns>The version's number; −1: none satisfies the range.</returns>
    public static int Find(IPickable package, SemRange range)
    {
        int best = -1;
        int bestDeprecated = -1;
        foreach (Comparator[] alternative in range.Alternatives)
        {
            (int start, int end) = IntervalOf(package, alternative);
            for (int i = end - 1; i >= start && i > best; i--)
            {
                if (
                    package.SemVersionAt(i) is not { } version
                    || !SemRange.Admits(alternative, version, range.IncludesPrerelease)
                )
                {
                    continue;
                }

                if (!package.IsDeprecatedAt(i))
                {
                    best = i;
                    break;
                }

                bestDeprecated = Math.Max(bestDeprecated, i);
            }
        }

        return best >= 0 ? best : bestDeprecated;
    }

    /// <summary>The highest version of a range that is acceptable; −1: none is.</summary>
    public static int Find(IPickable package, SemRange range, Func<int, bool> isAcceptable)
    {
        int best = -1;
        foreach (Comparator[] alternative in range.Alternatives)
        {
            (int start, int end) = IntervalOf(package, alternative);
            for (int i = end - 1; i >= start && i > best; i--)
            {
                if (
                    package.SemVersionAt(i) is { } version
                    && SemRange.Admits(alternative, version, range.IncludesPrerelease)
                    && isAcceptable(i)
                )
                {
                    best = i;
                }
            }
        }

        return best;
    }

    private static (int Start, int End) IntervalOf(IPickable package, Comparator[] alternative)
    {
        int start = 0;
        int end = package.Count;
        foreach (ref readonly Comparator comparator in alternative.AsSpan())
        {
            if (comparator.Version is not { } version)
            {
                continue;
            }

            if (!comparator.IsUpper)
            {
                start = FirstFrom(package, version, start, end);
            }

            if (!comparator.IsLower)
            {
                end = FirstAbove(package, version, start, end);
            }
        }

        return (start, end);
    }

    /// <summary>The first place whose version is not below the given one; what is no version is below all.</summary>
    private static int FirstFrom(IPickable package, SemVersion version, int start, int end)
    {
        while (start < end)
        {
            int middle = (start + end) >>> 1;
            bool isBelow = package.SemVersionAt(middle) is not { } found || SemVersion.Compare(found, version) < 0;
            (start, end) = isBelow ? (middle + 1, end) : (start, middle);
        }

        return start;
    }

    /// <summary>The first place whose version is above the given one; what is no version is below all.</summary>
    private static int FirstAbove(IPickable package, SemVersion version, int start, int end)
    {
        while (start < end)
        {
            int middle = (start + end) >>> 1;
            bool isAbove = package.SemVersionAt(middle) is { } found && SemVersion.Compare(found, version) > 0;
            (start, end) = isAbove ? (start, middle) : (middle + 1, end);
        }

        return start;
    }
}

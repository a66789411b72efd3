namespace DepGraph.Npm.SemVer;

/// <summary>
/// Whether one range lies within another. An alternative that admits nothing lies within everything; any other must lie
/// within one alternative of the other range (alternatives that cover it only together are not recognised, as in
/// node-semver's subset).
/// </summary>
internal static class RangeSubset
{
    private static readonly Comparator[] FromZero =
    [
        new(ComparatorOperator.GreaterOrEqual, SemVersion.Create(0, 0, 0)),
    ];

    private static readonly Comparator[] FromLowestPrerelease =
    [
        new(ComparatorOperator.GreaterOrEqual, SemVersion.Create(0, 0, 0, "0")),
    ];

    private enum Relation
    {
        /// <summary>The alternative admits nothing.</summary>
        Empty,
        Within,
        NotWithin,
    }

    public static bool IsSubset(SemRange inner, SemRange outer)
    {
        bool sawNonEmpty = false;
        foreach (Comparator[] innerAlternative in inner.Alternatives)
        {
            bool isWithin = false;
            foreach (Comparator[] outerAlternative in outer.Alternatives)
            {
                Relation relation = Relate(innerAlternative, outerAlternative, inner.IncludesPrerelease);
                sawNonEmpty |= relation != Relation.Empty;
                if (relation == Relation.Within)
                {
                    isWithin = true;
                    break;
                }
            }

            if (!isWithin && sawNonEmpty)
            {
                return false;
            }
        }

        return true;
    }

    private static Relation Relate(Comparator[] inner, Comparator[] outer, bool includePrerelease)
    {
        bool outerIsAny = outer is [{ IsAny: true }];
        if (outerIsAny && (includePrerelease || inner is [{ IsAny: true }]))
        {
            return Relation.Within;
        }

        if (inner is [{ IsAny: true }])
        {
            inner = includePrerelease ? FromLowestPrerelease : FromZero;
        }

        if (outerIsAny)
        {
            outer = FromZero;
        }

        Comparator? lower = null;
        Comparator? upper = null;
        SemVersion? exact = null;
        foreach (Comparator comparator in inner)
        {
            if (comparator.IsLower)
            {
                lower = lower is { } low ? Higher(low, comparator) : comparator;
            }
            else if (comparator.IsUpper)
            {
                upper = upper is { } up ? Lower(up, comparator) : comparator;
            }
            else if (exact is null)
            {
                exact = comparator.Version;
            }
            else
            {
                return Relation.Empty;
            }
        }

        int span = -1;
        if (lower is { } from && upper is { } to)
        {
            span = SemVersion.Compare(from.Version!, to.Version!);
            if (span > 0 || (span == 0 && !(from.IsInclusive && to.IsInclusive)))
            {
                return Relation.Empty;
            }
        }

        return exact is null
            ? RelateInterval(lower, upper, outer, includePrerelease, isPoint: span == 0)
            : RelateExact(exact, lower, upper, outer, includePrerelease);
    }

    private static Relation RelateExact(
        SemVersion exact,
        Comparator? lower,
        Comparator? upper,
        Comparator[] outer,
        bool includePrerelease
    )
    {
        if (
            (lower is { } from && !SemRange.Admits([from], exact, includePrerelease))
            || (upper is { } to && !SemRange.Admits([to], exact, includePrerelease))
        )
        {
            return Relation.Empty;
        }

        foreach (Comparator comparator in outer)
        {
            if (!SemRange.Admits([comparator], exact, includePrerelease))
            {
                return Relation.NotWithin;
            }
        }

        return Relation.Within;
    }

    private static Relation RelateInterval(
        Comparator? lower,
        Comparator? upper,
        Comparator[] outer,
        bool includePrerelease,
        bool isPoint
    )
    {
        // A prerelease end admits prereleases of its tuple, which the outer range must admit too. <1.2.3-0 is <1.2.3.
        SemVersion? lowerTuple = includePrerelease ? null : PrereleaseOf(lower);
        SemVersion? upperTuple = includePrerelease ? null : PrereleaseOf(upper);
        if (upper is { Operator: ComparatorOperator.Less } && upperTuple is not null && upperTuple.Prerelease is "0")
        {
            upperTuple = null;
        }

        bool outerHasLower = false;
        bool outerHasUpper = false;
        foreach (Comparator comparator in outer)
        {
            outerHasLower |= comparator.IsLower;
            outerHasUpper |= comparator.IsUpper;
            lowerTuple = IsNamedBy(comparator, lowerTuple) ? null : lowerTuple;
            upperTuple = IsNamedBy(comparator, upperTuple) ? null : upperTuple;
            if (lower is { } from && !StartsWithin(from, comparator))
            {
                return Relation.NotWithin;
            }

            if (upper is { } to && !EndsWithin(to, comparator))
            {
                return Relation.NotWithin;
            }

            if (comparator.IsEqual && !isPoint)
            {
                return Relation.NotWithin;
            }
        }

        bool isOpenAbove = lower is not null && upper is null && outerHasUpper;
        bool isOpenBelow = upper is not null && lower is null && outerHasLower;
        return isOpenAbove || isOpenBelow || lowerTuple is not null || upperTuple is not null
            ? Relation.NotWithin
            : Relation.Within;
    }

    private static bool StartsWithin(Comparator lower, Comparator outer) =>
        outer.IsLower ? Higher(lower, outer) == lower : !lower.IsInclusive || outer.IsSatisfiedBy(lower.Version!);

    private static bool EndsWithin(Comparator upper, Comparator outer) =>
        outer.IsUpper ? Lower(upper, outer) == upper : !upper.IsInclusive || outer.IsSatisfiedBy(upper.Version!);

    private static SemVersion? PrereleaseOf(Comparator? comparator) =>
        comparator?.Version is { IsPrerelease: true } version ? version : null;

    private static bool IsNamedBy(Comparator comparator, SemVersion? version) =>
        version is not null && comparator.Version is { IsPrerelease: true } named && named.HasSameTuple(version);

    /// <summary>The narrower of two lower ends; the first where they are the same.</summary>
    private static Comparator Higher(Comparator a, Comparator b)
    {
        int order = SemVersion.Compare(a.Version!, b.Version!);
        return order > 0 || (order == 0 && (b.IsInclusive || !a.IsInclusive)) ? a : b;
    }

    /// <summary>The narrower of two upper ends; the first where they are the same.</summary>
    private static Comparator Lower(Comparator a, Comparator b)
    {
        int order = SemVersion.Compare(a.Version!, b.Version!);
        return order < 0 || (order == 0 && (b.IsInclusive || !a.IsInclusive)) ? a : b;
    }
}

using System.Globalization;
using DepGraph.Npm.SemVer;
using DepGraph.Npm.Specs;

namespace DepGraph.Npm.Picking;

/// <summary>One picking with options; not for use by several threads.</summary>
internal sealed class PickRun
{
    private readonly IPickable _package;
    private readonly PickOptions _options;
    private readonly VersionRanking _ranking;
    private readonly Func<int, bool> _isBest;

    public PickRun(IPickable package, PickOptions options)
    {
        _package = package;
        _options = options;
        _ranking = new VersionRanking(package, options);
        _isBest = IsBest;
    }

    /// <summary>What <see cref="Pick(string)"/> gives for a registry's spec that was read already.</summary>
    public PickResult Pick(PackageSpec spec)
    {
        return spec.Type == SpecType.Range && spec.FetchSpec.Length > 0 && !_options.AvoidStrict
            ? Allowed(FromRange(spec.Range!, spec.FetchSpec, spec.FetchSpec), spec.FetchSpec)
            : Pick(spec.FetchSpec);
    }

    public PickResult Pick(string wanted)
    {
        PickResult result = _options.AvoidStrict ? PickStrictly(wanted) : PickLeniently(wanted);
        return Allowed(result, wanted);
    }

    private PickResult Allowed(PickResult result, string wanted) =>
        result.Index >= 0 && _ranking.IsRestricted(result.Index)
            ? Failure(
                PickOutcome.Forbidden,
                $"{Describe(wanted)} is restricted by a policy: {_package.RestrictionMessage ?? "no reason is given"}"
            )
            : result;

    /// <summary>Leaves the range, first within the major version and then beyond it, when it has only versions to avoid.</summary>
    private PickResult PickStrictly(string wanted)
    {
        PickResult result = PickLeniently(wanted);
        if (!result.ShouldAvoid)
        {
            return result;
        }

        PickResult sameMajor = PickLeniently($"^{result.Version}");
        if (!sameMajor.ShouldAvoid)
        {
            return sameMajor with { IsOutsideDependencyRange = true };
        }

        PickResult any = PickLeniently("*");
        return any.ShouldAvoid
            ? Failure(
                PickOutcome.NoMatchingVersion,
                $"Every version of {_package.Name} that could be picked is one to avoid ({_options.Avoid})."
            )
            : any with
            {
                IsOutsideDependencyRange = true,
                IsSemVerMajor = true,
            };
    }

    private PickResult PickLeniently(string wanted)
    {
        string text = wanted.Length == 0 ? _options.DefaultTag : wanted;
        if (!PackageSpec.TryResolve(_package.Name, text, out PackageSpec? spec, out SpecError? error))
        {
            return Failure(PickOutcome.UnsupportedSpec, error.Message);
        }

        switch (spec.Type)
        {
            case SpecType.Tag when wanted.Length > 0:
                string? target = _package.TargetOf(wanted);
                return target is null || _ranking.IsOldEnough(target)
                    ? Exactly(target, wanted)
                    : PickLeniently($"<={target}");
            case SpecType.Version when wanted.Length > 0:
                string? version = SemVerFunctions.Clean(wanted, loose: true);
                return Exactly(version is not null && _ranking.IsOldEnough(version) ? version : null, wanted);
            case SpecType.Tag or SpecType.Version:
                return FromRange(AnyVersion, "*", wanted);
            case SpecType.Range:
                return FromRange(wanted.Length == 0 ? AnyVersion : spec.Range!, wanted, wanted);
            default:
                return Failure(
                    PickOutcome.UnsupportedSpec,
                    $"{Describe(wanted)} cannot be picked from a registry: it is neither version, range nor tag."
                );
        }
    }

    private static SemRange AnyVersion { get; } =
        SemRange.TryParse("*", SemVerOptions.Loose, out SemRange? any) ? any : throw new InvalidOperationException();

    private PickResult Exactly(string? version, string wanted)
    {
        int index = version is null ? -1 : _package.IndexOf(version);
        return index >= 0 && _ranking.IsVisible(index) ? Success(index) : NoMatch(wanted);
    }

    private PickResult FromRange(SemRange range, string rangeText, string wanted)
    {
        if (DefaultFor(range, rangeText) is { } preferred)
        {
            return Success(preferred);
        }

        // The highest version that nothing speaks against is the best; only without one do the others have to be weighed.
        int faultless = HighestSatisfying.Find(_package, range, _isBest);
        if (faultless >= 0)
        {
            return Success(faultless);
        }

        int best = -1;
        int bestRank = -1;
        bool sawAny = false;
        for (int i = _package.Count - 1; i >= 0; i--)
        {
            if (!_ranking.IsVisible(i) || !_ranking.IsOldEnough(_package.VersionAt(i)))
            {
                continue;
            }

            sawAny = true;
            if (_package.SemVersionAt(i) is not { } version || !range.IsSatisfiedBy(version))
            {
                continue;
            }

            int rank = _ranking.RankOf(i);
            if (rank > bestRank)
            {
                (best, bestRank) = (i, rank);
            }
        }

        if (!sawAny)
        {
            return Failure(PickOutcome.NoVersions, $"No versions available for {_package.Name}.");
        }

        return best < 0 ? NoMatch(wanted) : Success(best);
    }

    private bool IsBest(int index) =>
        _ranking.IsVisible(index) && _ranking.IsFaultless(index) && _ranking.IsOldEnough(_package.VersionAt(index));

    private int? DefaultFor(SemRange range, string rangeText)
    {
        int index = _package.TargetOf(_options.DefaultTag) is { Length: > 0 } target ? _package.IndexOf(target) : -1;
        bool fits =
            index >= 0
            && (rangeText == "*" || (_package.SemVersionAt(index) is { } version && range.IsSatisfiedBy(version)))
            && _ranking.IsFaultless(index)
            && _ranking.IsOldEnough(_package.VersionAt(index));
        return fits ? index : null;
    }

    private PickResult Success(int index) =>
        new()
        {
            Outcome = PickOutcome.Picked,
            Index = index,
            Version = _package.VersionAt(index),
            ShouldAvoid = _ranking.ShouldAvoid(index),
        };

    private PickResult NoMatch(string wanted) =>
        Failure(PickOutcome.NoMatchingVersion, $"No matching version found for {Describe(wanted)}.");

    private static PickResult Failure(PickOutcome outcome, string message) =>
        new() { Outcome = outcome, Message = message };

    private string Describe(string wanted)
    {
        string spec = $"{_package.Name}@{wanted}";
        return _options.Before is { } before
            ? string.Create(
                CultureInfo.InvariantCulture,
                $"{spec} published until {before.UtcDateTime:yyyy-MM-ddTHH:mm:ssZ}"
            )
            : spec;
    }
}

using DepGraph.Npm.SemVer;

namespace DepGraph.Npm.Picking;

/// <summary>What speaks for and against a version, by one set of options.</summary>
internal sealed class VersionRanking
{
    private readonly IPickable _package;
    private readonly PickOptions _options;
    private readonly SemRange? _avoid;
    private readonly EngineCheck _node;
    private readonly EngineCheck _npm;

    public VersionRanking(IPickable package, PickOptions options)
    {
        _package = package;
        _options = options;
        _node = new EngineCheck(options.NodeVersion);
        _npm = new EngineCheck(options.NpmVersion);
        if (!string.IsNullOrEmpty(options.Avoid))
        {
            SemRange.TryParse(options.Avoid, SemVerOptions.Loose | SemVerOptions.IncludePrerelease, out _avoid);
        }
    }

    /// <summary>Whether the version may be picked at all: staged ones only when they are included.</summary>
    public bool IsVisible(int index)
    {
        VersionAvailability hidden = _options.IncludeStaged ? VersionAvailability.None : VersionAvailability.Staged;
        return (_package.AvailabilityAt(index) & ~hidden) != 0;
    }

    public bool IsOldEnough(string version) =>
        _package.PublishedAt(version) is not { } published
        || (published != DateTimeOffset.MaxValue && (_options.Before is not { } before || published <= before));

    public bool IsRestricted(int index) => (_package.AvailabilityAt(index) & VersionAvailability.Restricted) != 0;

    public bool ShouldAvoid(int index) =>
        _avoid is not null && _package.SemVersionAt(index) is { } version && _avoid.IsSatisfiedBy(version);

    /// <summary>Whether nothing at all speaks against a published version.</summary>
    public bool IsFaultless(int index) =>
        (_package.AvailabilityAt(index) & VersionAvailability.Published) != 0
        && !IsRestricted(index)
        && !IsStaged(index)
        && !ShouldAvoid(index)
        && !_package.IsDeprecatedAt(index)
        && FitsEngines(index);

    /// <summary>Higher is better: a fault counts more than all those after it.</summary>
    public int RankOf(int index)
    {
        bool fitsEngines = FitsEngines(index);
        bool isCurrent = !_package.IsDeprecatedAt(index);
        return Bit(!ShouldAvoid(index), 5)
            | Bit(!IsRestricted(index), 4)
            | Bit(!IsStaged(index), 3)
            | Bit(fitsEngines && isCurrent, 2)
            | Bit(fitsEngines, 1)
            | Bit(isCurrent, 0);

        static int Bit(bool value, int position) => value ? 1 << position : 0;
    }

    private bool IsStaged(int index) =>
        _options.IncludeStaged && (_package.AvailabilityAt(index) & VersionAvailability.Staged) != 0;

    private bool FitsEngines(int index)
    {
        if (!_node.IsNeeded && !_npm.IsNeeded)
        {
            return true;
        }

        Engines engines = _package.EnginesAt(index);
        return _node.Fits(engines.Node) && _npm.Fits(engines.Npm);
    }

    /// <summary>Tests demands against one engine's version, and remembers the last, for neighbours mostly repeat it.</summary>
    private sealed class EngineCheck
    {
        private readonly SemVersion? _version;
        private string? _lastDemand;
        private bool _lastFits;

        public EngineCheck(string? version)
        {
            IsNeeded = !string.IsNullOrEmpty(version);
            SemVersion.TryParse(version, loose: false, out _version);
        }

        public bool IsNeeded { get; }

        public bool Fits(string? demand)
        {
            if (!IsNeeded || string.IsNullOrEmpty(demand))
            {
                return true;
            }

            if (demand != _lastDemand)
            {
                _lastDemand = demand;
                _lastFits =
                    _version is not null
                    && SemRange.TryParse(demand, SemVerOptions.IncludePrerelease, out SemRange? range)
                    && range.IsSatisfiedBy(_version);
            }

            return _lastFits;
        }
    }
}

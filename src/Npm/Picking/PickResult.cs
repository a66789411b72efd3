namespace DepGraph.Npm.Picking;

/// <summary>How picking ended.</summary>
public enum PickOutcome
{
    Picked,

    /// <summary>npm's ETARGET: no version or tag fits, or none that need not be avoided.</summary>
    NoMatchingVersion,

    /// <summary>npm's ENOVERSIONS: the package has no version at all, or none that is old enough.</summary>
    NoVersions,

    /// <summary>npm's E403: the best version is restricted by a policy.</summary>
    Forbidden,

    /// <summary>What is wanted cannot be read, or is no version, range or tag.</summary>
    UnsupportedSpec,
}

/// <summary>The version picked, or why there is none.</summary>
public sealed record PickResult
{
    public required PickOutcome Outcome { get; init; }

    /// <summary>The version's number in the package; −1 unless one was picked.</summary>
    public int Index { get; init; } = -1;

    /// <summary>The version's text; null unless one was picked.</summary>
    public string? Version { get; init; }

    /// <summary>Whether the version is one that should be avoided: nothing else fitted.</summary>
    public bool ShouldAvoid { get; init; }

    /// <summary>Whether the wanted range was left to avoid versions.</summary>
    public bool IsOutsideDependencyRange { get; init; }

    /// <summary>Whether the range was left beyond its major version.</summary>
    public bool IsSemVerMajor { get; init; }

    /// <summary>A sentence that says why there is no version; null when one was picked.</summary>
    public string? Message { get; init; }
}

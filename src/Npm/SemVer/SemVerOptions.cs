namespace DepGraph.Npm.SemVer;

/// <summary>How versions and ranges are read, as node-semver's options of the same names.</summary>
[Flags]
public enum SemVerOptions
{
    /// <summary>Strict, and a prerelease satisfies only a range that names a prerelease of the same major.minor.patch.</summary>
    None = 0,

    /// <summary>Accepts what old publishers wrote: leading zeros, several <c>v</c> and <c>=</c>, a prerelease without its hyphen.</summary>
    Loose = 1,

    /// <summary>Prereleases satisfy a range as any other version does.</summary>
    IncludePrerelease = 2,
}

namespace DepGraph.Npm.Resolution;

/// <summary>What became of a requirement.</summary>
public enum ResolutionState : byte
{
    /// <summary>A version was picked.</summary>
    Resolved,

    /// <summary>The package is still being fetched.</summary>
    Pending,

    /// <summary>The registry does not know the package.</summary>
    PackageNotFound,

    /// <summary>The package has no version that fits.</summary>
    NoMatchingVersion,

    /// <summary>The spec is no version, range, tag or alias: git, file, url, or not understood at all.</summary>
    UnsupportedSpec,

    /// <summary>The package could not be fetched.</summary>
    Failed,
}

using DepGraph.Npm.Packuments;

namespace DepGraph.Npm.Placement;

/// <summary>One entry of npm's lock file.</summary>
public sealed record InstalledPackage
{
    /// <summary>For example <c>node_modules/a/node_modules/b</c>.</summary>
    public required string Path { get; init; }

    /// <summary>The real package's name.</summary>
    public required string Name { get; init; }

    /// <summary>The folder's name where it differs from the package's; null otherwise.</summary>
    public string? Alias { get; init; }

    /// <summary>The version's text, as the manifest has it; empty: a bundled package that does not say.</summary>
    public required string Version { get; init; }

    /// <summary>The version as the registry has it; null for what comes out of a tarball or shrinkwrap.</summary>
    public VersionManifest? Manifest { get; init; }

    /// <summary>Only development dependencies of the project lead to it.</summary>
    public bool IsDev { get; init; }

    /// <summary>Only optional dependencies lead to it.</summary>
    public bool IsOptional { get; init; }

    /// <summary>Only dependencies that are optional or for development lead to it, and of both kinds.</summary>
    public bool IsDevOptional { get; init; }

    /// <summary>Only peer dependencies lead to it.</summary>
    public bool IsPeer { get; init; }

    /// <summary>
    /// Nothing leads to it, or nothing but optional peers: npm leaves such a package where it placed it for something that went again.
    /// </summary>
    public bool IsExtraneous { get; init; }

    /// <summary>It comes in the tarball of a package that bundles it.</summary>
    public bool IsBundled { get; init; }

    /// <summary>A dependent's shrinkwrap places it.</summary>
    public bool IsInShrinkwrap { get; init; }

    /// <summary>Why it would not be installed.</summary>
    public SkipReason Skipped { get; init; }
}

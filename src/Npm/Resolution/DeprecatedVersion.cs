using DepGraph.Npm.Packuments;

namespace DepGraph.Npm.Resolution;

/// <summary>A deprecated version of a <see cref="DependencySet"/>.</summary>
public sealed class DeprecatedVersion
{
    private readonly ShortestPaths _paths;
    private readonly int _number;

    internal DeprecatedVersion(VersionManifest version, string message, ShortestPaths paths, int number)
    {
        Version = version;
        Message = message;
        _paths = paths;
        _number = number;
    }

    /// <summary>The version.</summary>
    public VersionManifest Version { get; }

    /// <summary>Why it should not be used.</summary>
    public string Message { get; }

    /// <summary>
    /// The shortest way from the root to it, of several the one that <see cref="DependencyPaths.To"/> finds first. Made anew each time, for all paths
    /// of a long chain together would be as long as its square.
    /// </summary>
    public DependencyPath Path => _paths.To(_number);
}

namespace DepGraph.Npm.Packuments.Packing;

/// <summary>What of a version is asked often enough to be readable without its cold fields.</summary>
[Flags]
internal enum VersionFlags : byte
{
    None = 0,
    Deprecated = 1,
    HasInstallScript = 2,
    HasShrinkwrap = 4,

    /// <summary>There is some <see cref="VersionExtra"/>.</summary>
    HasExtras = 8,
}

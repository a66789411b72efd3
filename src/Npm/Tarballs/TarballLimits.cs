namespace DepGraph.Npm.Tarballs;

/// <summary>Bounds of what <see cref="TarballListing"/> reads; beyond one the tarball is refused.</summary>
public sealed record TarballLimits
{
    /// <summary>The limits used when none are given.</summary>
    public static TarballLimits Default { get; } = new();

    /// <summary>Longest archive, in bytes after decompression. Default 1 GiB.</summary>
    public long MaxBytes { get; init; } = 1L << 30;

    /// <summary>Most entries, folders and links included. Default 500,000.</summary>
    public int MaxEntries { get; init; } = 500_000;

    /// <summary>Longest file that is read, in bytes. Default 8 MiB.</summary>
    public int MaxFileBytes { get; init; } = 8 << 20;

    /// <summary>Most bytes of files that are kept. Default 64 MiB.</summary>
    public long MaxKeptBytes { get; init; } = 64L << 20;
}

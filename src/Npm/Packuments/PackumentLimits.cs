namespace DepGraph.Npm.Packuments;

/// <summary>Bounds of what <see cref="PackumentReader"/> accepts; a document beyond one is a <see cref="PackumentTooLargeException"/>.</summary>
public sealed record PackumentLimits
{
    /// <summary>The limits used when none are given.</summary>
    public static PackumentLimits Default { get; } = new();

    /// <summary>Largest document, in bytes after decompression. Default 512 MiB.</summary>
    public long MaxDocumentBytes { get; init; } = 512L << 20;

    /// <summary>
    /// Largest piece that has to be in memory at once, in bytes: one version's manifest, one string. Default 16 MiB.
    /// </summary>
    public int MaxTokenBytes { get; init; } = 16 << 20;

    /// <summary>Most bytes kept of one document (distinct texts, version rows). Default 64 MiB.</summary>
    public long MaxRetainedBytes { get; init; } = 64L << 20;

    /// <summary>Deepest nesting of objects and arrays. Default 64; deeper is malformed.</summary>
    public int MaxDepth { get; init; } = 64;
}

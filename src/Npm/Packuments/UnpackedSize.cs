namespace DepGraph.Npm.Packuments;

/// <summary>What several versions unpack to.</summary>
/// <param name="Bytes">The sum over those whose size the registry gives; at most <see cref="long.MaxValue"/>.</param>
/// <param name="Unsized">How many give no size, and so may add anything to it.</param>
public readonly record struct UnpackedSize(long Bytes, int Unsized)
{
    /// <summary>Adds versions up.</summary>
    /// <param name="versions">Null stands for a version that the registry was not asked about; it has no size.</param>
    public static UnpackedSize Of(IEnumerable<VersionManifest?> versions)
    {
        var (bytes, unsized) = (0L, 0);
        foreach (var version in versions)
        {
            if (version?.UnpackedSize is { } size)
                bytes = size > long.MaxValue - bytes ? long.MaxValue : bytes + size;
            else
                unsized++;
        }
        return new UnpackedSize(bytes, unsized);
    }
}

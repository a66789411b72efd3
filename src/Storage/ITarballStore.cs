namespace DepGraph.Storage;

/// <summary>What lies in tarballs that were opened: bytes by a key of what the tarball holds, so that what is stored never changes.</summary>
public interface ITarballStore
{
    /// <summary>What was stored for that key; null when nothing was.</summary>
    /// <param name="key">At most 1,000 bytes as UTF-8.</param>
    /// <param name="cancellationToken">Gives up.</param>
    ValueTask<byte[]?> ReadTarballAsync(string key, CancellationToken cancellationToken = default);

    /// <summary>Stores bytes for a key, in place of what is there. Durable when the task completes.</summary>
    /// <param name="key">At most 1,000 bytes as UTF-8.</param>
    /// <param name="listing">The bytes.</param>
    /// <param name="cancellationToken">Gives up before the write, not in its middle.</param>
    Task SaveTarballAsync(string key, byte[] listing, CancellationToken cancellationToken = default);
}

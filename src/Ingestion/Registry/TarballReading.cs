using System.IO.Compression;
using DepGraph.Npm.Tarballs;

namespace DepGraph.Ingestion.Registry;

/// <summary>Reads a tarball as it arrives: lists it and hashes it at once.</summary>
internal static class TarballReading
{
    private const int BufferBytes = 64 * 1024;

    /// <exception cref="TarballFormatException">It is no tarball, beyond a limit, or not the one with the declared hash.</exception>
    /// <exception cref="InvalidDataException">The compression is broken.</exception>
    public static async ValueTask<TarballListing> ReadAsync(
        Stream body,
        TarballRequest request,
        CancellationToken cancellationToken
    )
    {
        using var integrity = SubresourceIntegrity.Of(request);
        await using var hashed = new HashedStream(body, integrity);
        await using var tar = new GZipStream(hashed, CompressionMode.Decompress, leaveOpen: true);
        var listing = await TarballListing.ReadAsync(tar, cancellationToken: cancellationToken);

        // What stands behind the archive's end counts for the hash too.
        var rest = new byte[BufferBytes];
        while (await hashed.ReadAsync(rest, cancellationToken) > 0) { }

        return integrity?.Matches() == false
            ? throw new TarballFormatException("It does not have the hash that the document declares.")
            : listing;
    }

    /// <summary>Appends what is read to a hash.</summary>
    private sealed class HashedStream(Stream inner, SubresourceIntegrity? integrity) : ForwardStream
    {
        public override async ValueTask<int> ReadAsync(
            Memory<byte> buffer,
            CancellationToken cancellationToken = default
        )
        {
            var count = await inner.ReadAsync(buffer, cancellationToken);
            integrity?.Append(buffer.Span[..count]);
            return count;
        }
    }
}

using System.Security.Cryptography;
using System.Text;
using DepGraph.Ingestion.Registry;
using DepGraph.Npm.Tarballs;
using DepGraph.Storage;
using Microsoft.Extensions.Logging;

namespace DepGraph.Ingestion.Installing;

/// <summary>The listings that the store keeps. A tarball's key is of its hash, so a version that is published anew has another.</summary>
internal sealed class StoredTarballs(ITarballStore store, ILogger<StoredTarballs> logger)
{
    /// <summary>As a document it is named like no package: it stands for what became of the last fetch.</summary>
    public static PackageDocument DocumentOf(TarballRequest request) => new($"tarball {KeyOf(request)}", IsFull: false);

    /// <summary>What it is called in the store.</summary>
    public static string KeyOf(TarballRequest request)
    {
        var (name, version, tarball, integrity, shasum) = request;
        var text = string.Join('\n', name, version, integrity ?? shasum ?? tarball);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }

    /// <summary>The listing; null when there is none, or none that can be read.</summary>
    /// <exception cref="StoreException">The store fails.</exception>
    public async Task<TarballListing?> FindAsync(TarballRequest request, CancellationToken cancellationToken)
    {
        if (await store.ReadTarballAsync(KeyOf(request), cancellationToken) is not { } bytes)
        {
            return null;
        }

        try
        {
            return TarballListingCodec.Decode(bytes);
        }
        catch (InvalidDataException e)
        {
            logger.LogWarning(
                e,
                "What is stored of the tarball of {Package}@{Version} cannot be read; it is opened anew.",
                request.Name,
                request.Version
            );
            return null;
        }
    }

    /// <summary>Keeps a listing.</summary>
    /// <exception cref="StoreException">The store fails.</exception>
    public Task SaveAsync(TarballRequest request, TarballListing listing) =>
        store.SaveTarballAsync(KeyOf(request), TarballListingCodec.Encode(listing), CancellationToken.None);
}

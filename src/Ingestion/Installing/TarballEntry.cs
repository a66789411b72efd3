using System.Text.Json;
using DepGraph.Ingestion.Caching;
using DepGraph.Ingestion.Registry;
using DepGraph.Npm.Placement;
using DepGraph.Npm.Tarballs;

namespace DepGraph.Ingestion.Installing;

/// <summary>A tarball's listing in memory, or on its way there.</summary>
internal sealed class TarballEntry(TarballRequest request) : CacheEntry<TarballRequest>(request)
{
    private const int OwnBytes = 400;

    private long listingBytes;

    /// <summary>Never fails. Null: nobody has asked yet, or it could not be had.</summary>
    public Task<TarballAnswer>? Opening { get; set; }

    public override bool IsPinned => Opening is { IsCompleted: false };

    /// <summary>Bytes in memory.</summary>
    public long Size => OwnBytes + listingBytes;

    /// <summary>Notes what the opening came to: what could not be had is asked for again.</summary>
    public void Settle(TarballListing? listing)
    {
        if (listing is null)
        {
            Opening = null;
            return;
        }

        listingBytes =
            listing.Manifests.Sum(manifest => SizeOf(manifest.Manifest))
            + (listing.Shrinkwrap is { } shrinkwrap ? SizeOf(shrinkwrap) : 0);
    }

    protected override void Clear() => Opening = null;

    private static long SizeOf(JsonElement json) => 2L * json.GetRawText().Length;
}

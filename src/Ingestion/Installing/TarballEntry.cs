using DepGraph.Ingestion.Caching;
using DepGraph.Ingestion.Registry;
using DepGraph.Npm.Placement;

namespace DepGraph.Ingestion.Installing;

/// <summary>A tarball's listing in memory, or on its way there.</summary>
internal sealed class TarballEntry(TarballRequest request) : CacheEntry<TarballRequest>(request)
{
    private const int OwnBytes = 400;

    /// <summary>Never fails. Null: nobody has asked yet, or it could not be had.</summary>
    public Task<TarballAnswer>? Opening { get; set; }

    public override bool IsPinned => Opening is { IsCompleted: false };

    /// <summary>Bytes in memory.</summary>
    public long Size =>
        OwnBytes
        + (
            Opening is { IsCompletedSuccessfully: true, Result.Listing: { } listing }
                ? listing.Manifests.Sum(manifest => SizeOf(manifest.Manifest))
                    + (listing.Shrinkwrap is { } shrinkwrap ? SizeOf(shrinkwrap) : 0)
                : 0
        );

    protected override void Clear() => Opening = null;

    private static long SizeOf(System.Text.Json.JsonElement json) => 2L * json.GetRawText().Length;
}

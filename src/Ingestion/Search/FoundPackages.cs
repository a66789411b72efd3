using System.Security.Cryptography;
using DepGraph.Storage.Searching;

namespace DepGraph.Ingestion.Search;

/// <summary>What a search found, of one moment; kept for the cursors of its pages.</summary>
/// <param name="text">What was searched for.</param>
/// <param name="found">What was found.</param>
internal sealed class FoundPackages(string text, PackageHits found)
{
    private const int FixedBytes = 200;
    private const int HitBytes = 50;

    /// <summary>Names this object in cursors.</summary>
    public string Revision { get; } = "s" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8));

    public string Text => text;

    public IReadOnlyList<PackageHit> Hits => found.Hits;

    public bool IsComplete => found.IsComplete;

    public long Bytes => FixedBytes + Hits.Sum(hit => HitBytes + (2L * hit.Name.Length));
}

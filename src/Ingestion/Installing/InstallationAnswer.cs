using System.Security.Cryptography;
using System.Text;
using DepGraph.Npm.Placement;

namespace DepGraph.Ingestion.Installing;

/// <summary>An installation with its fate. Immutable.</summary>
/// <param name="Value">What is known of it.</param>
/// <param name="IsPending">Parts were still being fetched when the operation's time was over.</param>
/// <param name="IngestionId">The ingestion that goes on fetching one of them; null unless pending.</param>
public sealed record InstallationAnswer(Installation Value, bool IsPending, string? IngestionId)
{
    private const int PackageBytes = 200;

    private string? revision;

    /// <summary>16 hexadecimal digits that change when places, versions or flags do.</summary>
    public string Revision => revision ??= ComputeRevision();

    /// <summary>Heap bytes of the list of packages, about.</summary>
    public long EstimatedBytes =>
        PackageBytes + Value.Packages.Sum(package => PackageBytes + (2L * package.Path.Length));

    private string ComputeRevision()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var package in Value.Packages)
        {
            hash.AppendData(Encoding.UTF8.GetBytes($"{package}\n"));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, 8));
    }
}

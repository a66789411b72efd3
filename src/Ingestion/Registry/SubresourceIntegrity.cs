using System.Security.Cryptography;

namespace DepGraph.Ingestion.Registry;

/// <summary>
/// The hash that a tarball must have: of a Subresource Integrity text the strongest that is known here, as ssri takes it. https://www.w3.org/TR/SRI/
/// </summary>
internal sealed class SubresourceIntegrity : IDisposable
{
    private static readonly (string Prefix, HashAlgorithmName Algorithm)[] Strengths =
    [
        ("sha512-", HashAlgorithmName.SHA512),
        ("sha384-", HashAlgorithmName.SHA384),
        ("sha256-", HashAlgorithmName.SHA256),
        ("sha1-", HashAlgorithmName.SHA1),
    ];

    private readonly IncrementalHash hash;
    private readonly string[] wanted;

    private SubresourceIntegrity(HashAlgorithmName algorithm, string[] wanted)
    {
        hash = IncrementalHash.CreateHash(algorithm);
        this.wanted = wanted;
    }

    /// <summary>What to check; null: the document says nothing that can be checked.</summary>
    public static SubresourceIntegrity? Of(TarballRequest request)
    {
        var entries = (request.Integrity ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        foreach (var (prefix, algorithm) in Strengths)
        {
            string[] wanted =
            [
                .. entries
                    .Where(entry => entry.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
                    .Select(entry => entry[prefix.Length..].Split('?')[0]),
            ];
            if (wanted.Length > 0)
            {
                return new(algorithm, wanted);
            }
        }

        return request.Shasum is { Length: 40 } shasum && shasum.All(char.IsAsciiHexDigit)
            ? new(HashAlgorithmName.SHA1, [Convert.ToBase64String(Convert.FromHexString(shasum))])
            : null;
    }

    public void Append(ReadOnlySpan<byte> bytes) => hash.AppendData(bytes);

    /// <summary>Whether all that was appended has one of the wanted hashes.</summary>
    public bool Matches() => wanted.Contains(Convert.ToBase64String(hash.GetCurrentHash()), StringComparer.Ordinal);

    public void Dispose() => hash.Dispose();
}

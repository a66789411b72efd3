using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace DepGraph.Ingestion.Import;

/// <summary>Tells a file from another, and from itself after a change, without reading all of it: by length, time of writing and first block.</summary>
internal static class FileIdentity
{
    private const int BlockBytes = 64 << 10;

    /// <summary>Letters and digits. The stream is left at its begin.</summary>
    public static string Of(FileStream file, DateTimeOffset writtenAt)
    {
        var block = new byte[BlockBytes];
        var count = file.ReadAtLeast(block, block.Length, throwOnEndOfStream: false);
        file.Position = 0;
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(
            Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{file.Length} {writtenAt.UtcTicks} "))
        );
        hash.AppendData(block.AsSpan(0, count));
        return Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, 16));
    }
}

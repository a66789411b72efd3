using System.IO.Compression;

namespace DepGraph.Ingestion.Import;

/// <summary>
/// The file to import, decompressed when it begins as gzip does, whatever its name is; or standard input, which cannot be looked
/// into beforehand and is taken as it comes.
/// </summary>
internal sealed class ImportSource : IDisposable
{
    private const int BufferBytes = 128 << 10;

    private readonly Stream raw;

    private ImportSource(Stream raw, DateTimeOffset? writtenAt)
    {
        (this.raw, WrittenAt) = (raw, writtenAt);
        Lines = IsGzip(raw) ? new GZipStream(raw, CompressionMode.Decompress) : raw;
    }

    /// <summary>The content, uncompressed.</summary>
    public Stream Lines { get; }

    /// <summary>When the file was written last; null for standard input.</summary>
    public DateTimeOffset? WrittenAt { get; }

    /// <summary>The share of the file that was read, 0 to 1; null for what has no length.</summary>
    public double? Share => raw is { CanSeek: true, Length: > 0 and var length } ? (double)raw.Position / length : null;

    /// <param name="path">A path, or <c>-</c> for standard input.</param>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public static ImportSource Open(string path)
    {
        if (path == "-")
        {
            return new ImportSource(Console.OpenStandardInput(), null);
        }

        var file = new FileStream(
            path,
            FileMode.Open,
            FileAccess.Read,
            FileShare.ReadWrite,
            BufferBytes,
            FileOptions.SequentialScan
        );
        return new ImportSource(file, new DateTimeOffset(File.GetLastWriteTimeUtc(path), TimeSpan.Zero));
    }

    public void Dispose()
    {
        Lines.Dispose();
        raw.Dispose();
    }

    private static bool IsGzip(Stream raw)
    {
        if (!raw.CanSeek)
        {
            return false;
        }

        Span<byte> begin = stackalloc byte[2];
        var isGzip = raw.ReadAtLeast(begin, begin.Length, throwOnEndOfStream: false) == 2 && begin is [0x1f, 0x8b];
        raw.Position = 0;
        return isGzip;
    }
}

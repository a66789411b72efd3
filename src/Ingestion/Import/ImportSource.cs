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

    private ImportSource(Stream raw, DateTimeOffset? writtenAt, string? identity)
    {
        (this.raw, WrittenAt, Identity) = (raw, writtenAt, identity);
        Lines = IsGzip(raw) ? new GZipStream(raw, CompressionMode.Decompress) : raw;
    }

    /// <summary>The content, uncompressed.</summary>
    public Stream Lines { get; }

    /// <summary>When the file was written last; null for standard input.</summary>
    public DateTimeOffset? WrittenAt { get; }

    /// <summary>What tells this file from others, and from what it was before a change; null for standard input.</summary>
    public string? Identity { get; }

    /// <summary>How much of the file was read; null for what has no length.</summary>
    public ReadSoFar? Read => raw is { CanSeek: true, Length: > 0 and var length } ? new(raw.Position, length) : null;

    /// <summary>Passes over what was done before. A compressed file is decompressed up to there, which costs some seconds a gigabyte.</summary>
    /// <param name="offset">Bytes of the uncompressed content.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="InvalidDataException">The file is shorter.</exception>
    /// <exception cref="OperationCanceledException">It was ended.</exception>
    public void Skip(long offset, CancellationToken cancellationToken)
    {
        if (ReferenceEquals(Lines, raw))
        {
            raw.Position = offset;
            return;
        }

        var buffer = new byte[BufferBytes];
        for (var left = offset; left > 0; )
        {
            cancellationToken.ThrowIfCancellationRequested();
            var count = Lines.Read(buffer, 0, (int)Math.Min(left, buffer.Length));
            left -= count > 0 ? count : throw new InvalidDataException("The file ends before what was read of it.");
        }
    }

    /// <param name="path">A path, or <c>-</c> for standard input.</param>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public static ImportSource Open(string path)
    {
        if (path == "-")
        {
            return new ImportSource(Console.OpenStandardInput(), writtenAt: null, identity: null);
        }

        var file = new FileStream(
            path,
            FileMode.Open,
            FileAccess.Read,
            FileShare.ReadWrite,
            BufferBytes,
            FileOptions.SequentialScan
        );
        var writtenAt = new DateTimeOffset(File.GetLastWriteTimeUtc(path), TimeSpan.Zero);
        return new ImportSource(file, writtenAt, file.CanSeek ? FileIdentity.Of(file, writtenAt) : null);
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

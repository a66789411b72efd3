using System.Buffers;
using System.Text.Json;
using DepGraph.Npm.Packuments.Reading;

namespace DepGraph.Npm.Packuments;

/// <summary>
/// Reads a registry's document of a package, mostly as a stream: never more of it than <see cref="PackumentLimits"/> allows is
/// in memory. Follows npm where a document is odd (see this folder's README).
/// </summary>
public static class PackumentReader
{
    private const int FirstBufferBytes = 64 << 10;

    /// <summary>Reads one document.</summary>
    /// <param name="utf8Json">The document, decompressed; read to its end, not disposed.</param>
    /// <param name="expectedName">The package asked for; a document of another one is malformed.</param>
    /// <param name="full">Whether it is the full document, so that its details are wanted too.</param>
    /// <param name="limits">Bounds; <see cref="PackumentLimits.Default"/> when null.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <exception cref="PackumentFormatException">It is not a packument.</exception>
    /// <exception cref="PackumentTooLargeException">It is beyond a limit.</exception>
    public static async ValueTask<Packument> ReadAsync(
        Stream utf8Json,
        string expectedName,
        bool full,
        PackumentLimits? limits = null,
        CancellationToken cancellationToken = default
    )
    {
        limits ??= PackumentLimits.Default;
        var parser = new DocumentParser(expectedName, full, limits);
        var buffer = ArrayPool<byte>.Shared.Rent(FirstBufferBytes);
        try
        {
            var filled = 0;
            long total = 0;
            for (var isFirst = true; ; isFirst = false)
            {
                // Whole buffers only: a unit that is cut off is read again, and each try must bring much more of it.
                var read = await utf8Json.ReadAtLeastAsync(
                    buffer.AsMemory(filled),
                    buffer.Length - filled,
                    throwOnEndOfStream: false,
                    cancellationToken
                );
                filled += read;
                total += read;
                if (total > limits.MaxDocumentBytes)
                    throw new PackumentTooLargeException(expectedName, "its length", limits.MaxDocumentBytes);
                var isFinal = filled < buffer.Length;
                var start = isFirst && buffer.AsSpan(0, filled).StartsWith("\uFEFF"u8) ? 3 : 0;
                var consumed = start + Advance(parser, expectedName, buffer.AsSpan(start, filled - start), isFinal);
                if (isFinal)
                    return parser.Finish();
                filled -= consumed;
                if (consumed > 0)
                    buffer.AsSpan(consumed, filled).CopyTo(buffer);
                else
                    Grow(ref buffer, filled, expectedName, limits);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>Reads one document that is in memory already.</summary>
    /// <inheritdoc cref="ReadAsync"/>
    public static Packument Read(
        ReadOnlySpan<byte> utf8Json,
        string expectedName,
        bool full,
        PackumentLimits? limits = null
    )
    {
        limits ??= PackumentLimits.Default;
        if (utf8Json.Length > limits.MaxDocumentBytes)
            throw new PackumentTooLargeException(expectedName, "its length", limits.MaxDocumentBytes);
        var parser = new DocumentParser(expectedName, full, limits);
        Advance(parser, expectedName, utf8Json.StartsWith("\uFEFF"u8) ? utf8Json[3..] : utf8Json, isFinal: true);
        return parser.Finish();
    }

    private static int Advance(DocumentParser parser, string name, ReadOnlySpan<byte> data, bool isFinal)
    {
        try
        {
            return parser.Advance(data, isFinal);
        }
        catch (JsonException error)
        {
            var where = $"malformed JSON at line {error.LineNumber + 1}, byte {error.BytePositionInLine}";
            throw new PackumentFormatException(name, where, error);
        }
    }

    private static void Grow(ref byte[] buffer, int filled, string name, PackumentLimits limits)
    {
        if (buffer.Length >= limits.MaxTokenBytes)
            throw new PackumentTooLargeException(name, "a single value in it", limits.MaxTokenBytes);
        var larger = ArrayPool<byte>.Shared.Rent((int)Math.Min(2L * buffer.Length, limits.MaxTokenBytes));
        buffer.AsSpan(0, filled).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(buffer);
        buffer = larger;
    }
}

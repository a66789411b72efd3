using System.IO.Compression;

namespace DepGraph.Ingestion.Export;

/// <summary>
/// Bytes as a gzip member (RFC 1952, https://www.rfc-editor.org/rfc/rfc1952): members behind one another are a gzip file, so that its
/// parts can be compressed side by side.
/// </summary>
internal static class GzipMember
{
    public static ReadOnlyMemory<byte> Of(ReadOnlySpan<byte> content)
    {
        var output = new MemoryStream();
        using (var gzip = new GZipStream(output, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(content);
        }

        return output.GetBuffer().AsMemory(0, (int)output.Length);
    }
}

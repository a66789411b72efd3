using System.IO.Compression;

namespace DepGraph.Ingestion.Registry;

/// <summary>The content codings that are offered and undone (RFC 9110 §8.4.1, https://www.rfc-editor.org/rfc/rfc9110#section-8.4.1).</summary>
internal static class ContentCoding
{
    /// <summary>The Accept-Encoding header.</summary>
    public const string Offer = "gzip, br, deflate";

    /// <summary>How many times its transferred size a document may well have: what the byte gate counts with.</summary>
    public static int ExpansionOf(string? coding, DocumentForm form)
    {
        if (coding is null)
        {
            return 1;
        }

        return form == DocumentForm.Abbreviated ? 7 : 12;
    }

    /// <summary>A stream of the document itself; null for a coding that was not offered.</summary>
    public static Stream? Decode(string? coding, Stream body) =>
        coding switch
        {
            null => body,
            "gzip" or "x-gzip" => new GZipStream(body, CompressionMode.Decompress),
            "br" => new BrotliStream(body, CompressionMode.Decompress),
            "deflate" => new ZLibStream(body, CompressionMode.Decompress),
            _ => null,
        };
}

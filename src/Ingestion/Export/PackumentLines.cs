using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using DepGraph.Ingestion.Import;
using DepGraph.Npm.Packuments;
using DepGraph.Storage;

namespace DepGraph.Ingestion.Export;

/// <summary>Packages as lines of an export: a packument each, with what an import needs besides to make the same of it.</summary>
internal static class PackumentLines
{
    private static readonly JsonWriterOptions Options = new()
    {
        // The file is read as JSON, nowhere as HTML.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = true,
    };

    /// <summary>UTF-8, each line with a line feed behind it.</summary>
    public static ReadOnlyMemory<byte> Of(IReadOnlyList<PackageDocuments> packages)
    {
        var output = new ArrayBufferWriter<byte>(1 << 16);
        using var writer = new Utf8JsonWriter(output, Options);
        foreach (var documents in packages)
        {
            Write(writer, documents);
            writer.Flush();
            writer.Reset();
            output.Write("\n"u8);
        }

        return output.WrittenMemory;
    }

    private static void Write(Utf8JsonWriter writer, PackageDocuments documents)
    {
        var record = documents.Record;
        // Of two documents of different times the later one alone is written: of the other one an import could not tell what it lacks.
        var details =
            record is { Head: { } held, Full: not null }
            && documents.Details is { } known
            && PackumentWriter.AreOfOneDocument(held, known)
                ? known
                : null;
        var origin = new LineOrigin
        {
            FetchedAt = record.FetchedAt,
            ETag = record.ETag,
            LastModified = record.LastModified,
            Full = details is null ? null : record.Full,
            Missing = record.Head is null ? record.Name : null,
        };
        writer.WriteStartObject();
        origin.Write(writer);
        if (record.Head is { } head)
        {
            PackumentWriter.WriteProperties(writer, head, details);
        }

        writer.WriteEndObject();
    }
}

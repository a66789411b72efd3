using System.Buffers;
using System.IO.Compression;
using System.Text.Json;
using DepGraph.Npm.Json;

namespace DepGraph.Npm.Tarballs;

/// <summary>
/// A listing as bytes, to be kept: JSON, <c>[shrinkwrap, path, manifest, path, manifest, …]</c>, compressed with Brotli behind a byte that is
/// the format's number.
/// </summary>
public static class TarballListingCodec
{
    private const byte Format = 1;

    /// <summary>More than any listing has within <see cref="TarballLimits.Default"/>, escapes included.</summary>
    private const long MaxBytes = 512L << 20;

    /// <summary>The bytes of a listing.</summary>
    public static byte[] Encode(TarballListing listing)
    {
        var bytes = new MemoryStream();
        bytes.WriteByte(Format);
        using (var compressed = new BrotliStream(bytes, CompressionLevel.Optimal, leaveOpen: true))
        using (var writer = new Utf8JsonWriter(compressed))
        {
            writer.WriteStartArray();
            if (listing.Shrinkwrap is { } shrinkwrap)
                shrinkwrap.WriteTo(writer);
            else
                writer.WriteNullValue();
            foreach (var (path, manifest) in listing.Manifests)
            {
                writer.WriteStringValue(path);
                manifest.WriteTo(writer);
            }
            writer.WriteEndArray();
        }
        return bytes.ToArray();
    }

    /// <summary>The listing of bytes.</summary>
    /// <exception cref="InvalidDataException">They are no listing of this format.</exception>
    public static TarballListing Decode(byte[] bytes)
    {
        if (bytes is not [Format, ..])
            throw new InvalidDataException("The bytes are no tarball's listing of this format.");
        try
        {
            return Read(Decompress(bytes));
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw new InvalidDataException($"The bytes are no tarball's listing: {e.Message}", e);
        }
    }

    private static TarballListing Read(ReadOnlySpan<byte> utf8Json)
    {
        if (SoundJson.Parse(utf8Json) is not { ValueKind: JsonValueKind.Array } json || json.GetArrayLength() % 2 == 0)
            throw new InvalidDataException("The bytes are no tarball's listing.");
        JsonElement[] items = [.. json.EnumerateArray()];
        var manifests = new (string, JsonElement)[items.Length / 2];
        for (var i = 0; i < manifests.Length; i++)
            manifests[i] = (items[(2 * i) + 1].GetString() ?? "", Object(items[(2 * i) + 2]));
        return new TarballListing(manifests, items[0].ValueKind == JsonValueKind.Null ? null : Object(items[0]));
    }

    private static JsonElement Object(JsonElement item) =>
        item.ValueKind == JsonValueKind.Object
            ? item
            : throw new InvalidDataException("The bytes are no tarball's listing: what should be an object is none.");

    private static ReadOnlySpan<byte> Decompress(byte[] bytes)
    {
        using var compressed = new BrotliStream(
            new MemoryStream(bytes, 1, bytes.Length - 1, writable: false),
            CompressionMode.Decompress
        );
        var json = new ArrayBufferWriter<byte>();
        while (compressed.Read(json.GetSpan(1 << 16)) is > 0 and var count)
        {
            json.Advance(count);
            if (json.WrittenCount > MaxBytes)
                throw new InvalidDataException("The bytes are no tarball's listing: it is too long.");
        }
        return json.WrittenSpan;
    }
}

using System.Buffers;
using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace DepGraph.Storage.Neo4j.Heads;

/// <summary>
/// A <see cref="StoredPackage"/> as bytes: format version, state, numbers of 8 bytes, texts with their length before them (-1: null), and
/// at the end a checksum, FNV-1a (http://www.isthe.com/chongo/tech/comp/fnv/), by which bytes that are not whole are known.
/// </summary>
internal static class StoredPackageCodec
{
    private const byte Format = 1;
    private const ulong Offset = 14695981039346656037;
    private const ulong Prime = 1099511628211;

    public static byte[] Encode(StoredPackage package)
    {
        var output = new ArrayBufferWriter<byte>(256);
        output.Write([Format, (byte)package.State]);
        Put(output, package.Sequence);
        Put(output, package.Revision);
        Put(output, package.Versions);
        Put(output, package.Dependencies);
        Put(output, package.FetchedAt.UtcTicks);
        Put(output, package.ETag);
        Put(output, package.LastModified);
        Put(output, package.ContentHash);
        Put(output, package.DetailsHash);
        Put(output, package.Full?.FetchedAt.UtcTicks ?? -1);
        Put(output, package.Full?.ETag);
        Put(output, package.Full?.LastModified);
        Put(output, Checksum(output.WrittenSpan));
        return output.WrittenSpan.ToArray();
    }

    /// <summary>False for bytes that are not what <see cref="Encode"/> gave.</summary>
    public static bool TryDecode(ReadOnlySpan<byte> bytes, [NotNullWhen(true)] out StoredPackage? package)
    {
        package = null;
        if (bytes.Length <= sizeof(long) || bytes[0] != Format)
            return false;
        var content = bytes[..^sizeof(long)];
        if (BinaryPrimitives.ReadInt64LittleEndian(bytes[^sizeof(long)..]) != Checksum(content))
            return false;
        var state = (PackageState)content[1];
        content = content[2..];
        package = new StoredPackage
        {
            State = state,
            Sequence = TakeNumber(ref content),
            Revision = TakeNumber(ref content),
            Versions = TakeNumber(ref content),
            Dependencies = TakeNumber(ref content),
            FetchedAt = new DateTimeOffset(TakeNumber(ref content), TimeSpan.Zero),
            ETag = TakeText(ref content),
            LastModified = TakeText(ref content),
            ContentHash = TakeText(ref content),
            DetailsHash = TakeText(ref content),
            Full = TakeAspect(ref content),
        };
        return true;
    }

    private static void Put(ArrayBufferWriter<byte> output, long number)
    {
        BinaryPrimitives.WriteInt64LittleEndian(output.GetSpan(sizeof(long)), number);
        output.Advance(sizeof(long));
    }

    private static void Put(ArrayBufferWriter<byte> output, string? text)
    {
        Put(output, text is null ? -1 : Encoding.UTF8.GetByteCount(text));
        if (text is not null)
            Encoding.UTF8.GetBytes(text, output);
    }

    private static long TakeNumber(ref ReadOnlySpan<byte> content)
    {
        var number = BinaryPrimitives.ReadInt64LittleEndian(content);
        content = content[sizeof(long)..];
        return number;
    }

    private static string? TakeText(ref ReadOnlySpan<byte> content)
    {
        var length = (int)TakeNumber(ref content);
        if (length < 0)
            return null;
        var text = Encoding.UTF8.GetString(content[..length]);
        content = content[length..];
        return text;
    }

    private static DocumentAspect? TakeAspect(ref ReadOnlySpan<byte> content)
    {
        var ticks = TakeNumber(ref content);
        var (etag, lastModified) = (TakeText(ref content), TakeText(ref content));
        return ticks < 0 ? null : new DocumentAspect(etag, lastModified, new DateTimeOffset(ticks, TimeSpan.Zero));
    }

    private static long Checksum(ReadOnlySpan<byte> content)
    {
        var hash = Offset;
        foreach (var unit in content)
            hash = (hash ^ unit) * Prime;
        return unchecked((long)hash);
    }
}

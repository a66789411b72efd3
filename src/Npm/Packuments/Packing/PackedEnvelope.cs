using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace DepGraph.Npm.Packuments.Packing;

/// <summary>
/// The frame around every packed form: one byte of format version, one byte of content type, 16 bytes of SHA-256 of the content, which name
/// it, and a CRC-32C of all that and the content, which is what <see cref="Open"/> checks: a tenth of the hash's time. Whatever passes
/// was written by <see cref="Seal"/>, so that readers of the content need not expect broken indexes.
/// </summary>
internal static class PackedEnvelope
{
    public const int HeaderLength = CheckedHeader + sizeof(uint);
    private const int CheckedHeader = 2 + HashLength;
    private const int HashLength = 16;
    private const byte FormatVersion = 3;

    public static byte[] Seal(byte contentType, PackedWriter content)
    {
        var sealedBytes = GC.AllocateUninitializedArray<byte>(HeaderLength + content.Length);
        sealedBytes[0] = FormatVersion;
        sealedBytes[1] = contentType;
        content.Written.CopyTo(sealedBytes.AsSpan(HeaderLength));
        Hash(sealedBytes, sealedBytes.AsSpan(2, HashLength));
        BinaryPrimitives.WriteUInt32LittleEndian(sealedBytes.AsSpan(CheckedHeader), Checksum(sealedBytes));
        return sealedBytes;
    }

    /// <summary>Checks version, type and checksum. The array behind <paramref name="data"/> is kept when it is exactly that.</summary>
    /// <exception cref="InvalidDataException">The bytes are not what <see cref="Seal"/> made.</exception>
    public static byte[] Open(byte contentType, ReadOnlyMemory<byte> data, string what)
    {
        var span = data.Span;
        if (span.Length < HeaderLength)
            throw new InvalidDataException($"{what}: {span.Length} bytes are too few");
        if (span[0] != FormatVersion)
            throw new InvalidDataException($"{what}: format version {span[0]} is not {FormatVersion}");
        if (span[1] != contentType)
            throw new InvalidDataException($"{what}: holds another type of content");
        if (BinaryPrimitives.ReadUInt32LittleEndian(span[CheckedHeader..]) != Checksum(span))
            throw new InvalidDataException($"{what}: the bytes do not match their checksum");
        return MemoryMarshal.TryGetArray(data, out var segment) && segment.Array!.Length == data.Length
            ? segment.Array
            : data.ToArray();
    }

    /// <summary>The content's hash as 32 hexadecimal digits.</summary>
    public static string HashOf(byte[] sealedBytes) => Convert.ToHexStringLower(sealedBytes.AsSpan(2, HashLength));

    private static void Hash(ReadOnlySpan<byte> sealedBytes, Span<byte> destination)
    {
        Span<byte> full = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(sealedBytes[HeaderLength..], full);
        full[..HashLength].CopyTo(destination);
    }

    private static uint Checksum(ReadOnlySpan<byte> sealedBytes) =>
        Checksum(Checksum(uint.MaxValue, sealedBytes[..CheckedHeader]), sealedBytes[HeaderLength..]);

    private static uint Checksum(uint crc, ReadOnlySpan<byte> bytes)
    {
        while (bytes.Length >= sizeof(ulong))
        {
            crc = BitOperations.Crc32C(crc, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
            bytes = bytes[sizeof(ulong)..];
        }
        foreach (var one in bytes)
            crc = BitOperations.Crc32C(crc, one);
        return crc;
    }
}

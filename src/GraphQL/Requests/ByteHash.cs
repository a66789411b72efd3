using System.Buffers.Binary;

namespace DepGraph.GraphQL.Requests;

/// <summary>
/// A quick 64-bit hash of bytes under a secret seed: multiplication folded to 64 bits, 16 bytes a round. Good for tables whose
/// hits are compared in full; no cryptography.
/// </summary>
internal static class ByteHash
{
    private const ulong FirstKey = 0x9E3779B97F4A7C15;
    private const ulong SecondKey = 0xD6E8FEB86659FD93;

    public static ulong Compute(ReadOnlySpan<byte> bytes, ulong seed)
    {
        var state = seed ^ ((ulong)bytes.Length * FirstKey);
        while (bytes.Length >= 16)
        {
            state = Fold(
                BinaryPrimitives.ReadUInt64LittleEndian(bytes) ^ state,
                BinaryPrimitives.ReadUInt64LittleEndian(bytes[8..]) ^ SecondKey ^ seed
            );
            bytes = bytes[16..];
        }

        Span<byte> rest = stackalloc byte[16];
        rest.Clear();
        bytes.CopyTo(rest);
        state = Fold(
            BinaryPrimitives.ReadUInt64LittleEndian(rest) ^ state,
            BinaryPrimitives.ReadUInt64LittleEndian(rest[8..]) ^ SecondKey ^ seed
        );
        return Fold(state ^ FirstKey, SecondKey ^ seed);
    }

    private static ulong Fold(ulong a, ulong b)
    {
        var high = Math.BigMul(a, b, out var low);
        return high ^ low;
    }
}

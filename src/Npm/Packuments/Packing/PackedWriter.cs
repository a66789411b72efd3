using System.Buffers.Binary;

namespace DepGraph.Npm.Packuments.Packing;

/// <summary>A growing byte buffer with the primitives of the packed forms: little-endian words and LEB128 varints.</summary>
internal sealed class PackedWriter(int capacity = 256)
{
    private byte[] _buffer = new byte[capacity];

    public int Length { get; private set; }

    public ReadOnlySpan<byte> Written => _buffer.AsSpan(0, Length);

    public void Clear() => Length = 0;

    public void Byte(byte value) => Reserve(1)[0] = value;

    public void Word(int value) => BinaryPrimitives.WriteInt32LittleEndian(Reserve(4), value);

    public void Long(long value) => BinaryPrimitives.WriteInt64LittleEndian(Reserve(8), value);

    public void Bytes(ReadOnlySpan<byte> value) => value.CopyTo(Reserve(value.Length));

    /// <summary>Writes a value that is 0 or more, seven bits a byte.</summary>
    public void Varint(long value)
    {
        var rest = (ulong)value;
        while (rest >= 0x80)
        {
            Byte((byte)(rest | 0x80));
            rest >>= 7;
        }
        Byte((byte)rest);
    }

    /// <summary>Reserves <paramref name="count"/> bytes at the end, to be filled by the caller.</summary>
    public Span<byte> Reserve(int count)
    {
        var needed = checked(Length + count);
        if (needed > _buffer.Length)
            Array.Resize(ref _buffer, Math.Max(needed, checked(_buffer.Length * 2)));
        var span = _buffer.AsSpan(Length, count);
        Length = needed;
        return span;
    }
}

namespace DepGraph.Npm.Packuments.Packing;

/// <summary>Reads the varints that <see cref="PackedWriter"/> wrote.</summary>
internal ref struct PackedReader(ReadOnlySpan<byte> data)
{
    private readonly ReadOnlySpan<byte> _data = data;

    public int Position { get; private set; }

    public byte Byte() => _data[Position++];

    public int Varint() => (int)LongVarint();

    public long LongVarint()
    {
        ulong value = 0;
        for (var shift = 0; ; shift += 7)
        {
            var b = _data[Position++];
            value |= (ulong)(b & 0x7F) << shift;
            if (b < 0x80)
                return (long)value;
        }
    }

    public ReadOnlySpan<byte> Bytes(int count)
    {
        var span = _data.Slice(Position, count);
        Position += count;
        return span;
    }

    public void Skip(int count) => Position += count;
}

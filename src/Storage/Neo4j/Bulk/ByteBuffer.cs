namespace DepGraph.Storage.Neo4j.Bulk;

/// <summary>Bytes that grow at the end.</summary>
internal sealed class ByteBuffer
{
    private byte[] _bytes = new byte[1 << 10];

    public int Length { get; private set; }

    public ReadOnlyMemory<byte> Written => _bytes.AsMemory(0, Length);

    public void Add(byte value) => Reserve(1)[Length++] = value;

    public void Add(ReadOnlySpan<byte> values)
    {
        values.CopyTo(Reserve(values.Length)[Length..]);
        Length += values.Length;
    }

    /// <summary>All of the array, which has room for at least so many bytes behind <see cref="Length"/>.</summary>
    public Span<byte> Reserve(int count)
    {
        var needed = checked(Length + count);
        if (needed > _bytes.Length)
            Array.Resize(ref _bytes, Math.Max(needed, (int)Math.Min(Array.MaxLength, 2L * _bytes.Length)));
        return _bytes;
    }

    /// <summary>Room at the end, to be filled and then <see cref="Advance">counted</see>.</summary>
    public Span<byte> Rest(int atLeast) => Reserve(atLeast)[Length..];

    public void Advance(int count) => Length += count;

    public void Truncate(int length) => Length = length;
}

using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace DepGraph.Bolt.PackStream;

/// <summary>
/// Writes values in PackStream's shortest form, one after the other. It keeps no account of containers: after a header as many values
/// have to follow as it said, for a map a key and a value each. Not safe for use by several threads at once.
/// </summary>
/// <param name="output">Receives the bytes.</param>
/// <param name="dateTimeEncoding">How moments with a zone are written; what the server understands depends on Bolt's version.</param>
public sealed partial class PackStreamWriter(
    IBufferWriter<byte> output,
    DateTimeEncoding dateTimeEncoding = DateTimeEncoding.Utc
)
{
    private const int MaxHeaderLength = 5;

    /// <summary>Up to here a string is encoded in one go, into room for its worst case.</summary>
    private const int ShortString = 1024;

    public void WriteNull() => WriteByte(Marker.Null);

    public void WriteBoolean(bool value) => WriteByte(value ? Marker.True : Marker.False);

    public void WriteInteger(long value)
    {
        var span = output.GetSpan(1 + sizeof(long));
        int length;
        switch (value)
        {
            case >= Marker.LeastTinyInteger and <= sbyte.MaxValue:
                span[0] = (byte)value;
                length = 1;
                break;
            case >= sbyte.MinValue and <= sbyte.MaxValue:
                span[0] = Marker.Integer8;
                span[1] = (byte)value;
                length = 1 + sizeof(sbyte);
                break;
            case >= short.MinValue and <= short.MaxValue:
                span[0] = Marker.Integer16;
                BinaryPrimitives.WriteInt16BigEndian(span[1..], (short)value);
                length = 1 + sizeof(short);
                break;
            case >= int.MinValue and <= int.MaxValue:
                span[0] = Marker.Integer32;
                BinaryPrimitives.WriteInt32BigEndian(span[1..], (int)value);
                length = 1 + sizeof(int);
                break;
            default:
                span[0] = Marker.Integer64;
                BinaryPrimitives.WriteInt64BigEndian(span[1..], value);
                length = 1 + sizeof(long);
                break;
        }

        output.Advance(length);
    }

    public void WriteFloat(double value)
    {
        var span = output.GetSpan(1 + sizeof(double));
        span[0] = Marker.Float;
        BinaryPrimitives.WriteDoubleBigEndian(span[1..], value);
        output.Advance(1 + sizeof(double));
    }

    /// <summary>Writes text; a surrogate without its partner becomes U+FFFD, as UTF-8 cannot hold it.</summary>
    public void WriteString(ReadOnlySpan<char> value)
    {
        if (value.Length > ShortString)
        {
            var byteCount = Encoding.UTF8.GetByteCount(value);
            var room = output.GetSpan(MaxHeaderLength + byteCount);
            var header = PutHeader(room, byteCount, Marker.TinyString, Marker.String8);
            output.Advance(header + Encoding.UTF8.GetBytes(value, room[header..]));
            return;
        }

        // Most text is ASCII: the header is put as if this were, and the text moved when it was not and that matters.
        var span = output.GetSpan(MaxHeaderLength + Encoding.UTF8.GetMaxByteCount(value.Length));
        var headerLength = HeaderLength(value.Length);
        var length = Encoding.UTF8.GetBytes(value, span[headerLength..]);
        if (HeaderLength(length) is var rightLength && rightLength != headerLength)
        {
            span.Slice(headerLength, length).CopyTo(span[rightLength..]);
        }

        output.Advance(PutHeader(span, length, Marker.TinyString, Marker.String8) + length);
    }

    /// <summary>Writes text that is UTF-8 already; that it is valid is the caller's word.</summary>
    public void WriteUtf8(ReadOnlySpan<byte> value)
    {
        WriteHeader(value.Length, Marker.TinyString, Marker.String8);
        output.Write(value);
    }

    public void WriteBytes(ReadOnlySpan<byte> value)
    {
        WriteHeader(value.Length, tiny: null, Marker.Bytes8);
        output.Write(value);
    }

    /// <summary>Begins a list; its items follow.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The count is negative.</exception>
    public void WriteListHeader(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        WriteHeader(count, Marker.TinyList, Marker.List8);
    }

    /// <summary>Begins a map; its entries follow, each a string and a value.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The count is negative.</exception>
    public void WriteMapHeader(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        WriteHeader(count, Marker.TinyMap, Marker.Map8);
    }

    /// <summary>Begins a structure; its fields follow.</summary>
    /// <param name="fieldCount">0 to 15.</param>
    /// <param name="tag">0 to 127.</param>
    /// <exception cref="ArgumentOutOfRangeException">A structure cannot have so many fields, or such a tag.</exception>
    public void WriteStructHeader(int fieldCount, byte tag)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(fieldCount);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(fieldCount, Marker.TinySizes);
        ArgumentOutOfRangeException.ThrowIfGreaterThan<int>(tag, sbyte.MaxValue, nameof(tag));
        var span = output.GetSpan(2);
        span[0] = (byte)(Marker.TinyStructure | fieldCount);
        span[1] = tag;
        output.Advance(2);
    }

    private void WriteByte(byte value)
    {
        output.GetSpan(1)[0] = value;
        output.Advance(1);
    }

    private void WriteHeader(int size, byte? tiny, byte sized) =>
        output.Advance(PutHeader(output.GetSpan(MaxHeaderLength), size, tiny, sized));

    private static int HeaderLength(int size) =>
        size switch
        {
            < Marker.TinySizes => 1,
            <= byte.MaxValue => 1 + sizeof(byte),
            <= ushort.MaxValue => 1 + sizeof(ushort),
            _ => 1 + sizeof(uint),
        };

    private static int PutHeader(Span<byte> span, int size, byte? tiny, byte sized)
    {
        switch (size)
        {
            case < Marker.TinySizes when tiny is { } marker:
                span[0] = (byte)(marker | size);
                return 1;
            case <= byte.MaxValue:
                span[0] = sized;
                span[1] = (byte)size;
                return 1 + sizeof(byte);
            case <= ushort.MaxValue:
                span[0] = (byte)(sized + 1);
                BinaryPrimitives.WriteUInt16BigEndian(span[1..], (ushort)size);
                return 1 + sizeof(ushort);
            default:
                span[0] = (byte)(sized + 2);
                BinaryPrimitives.WriteUInt32BigEndian(span[1..], (uint)size);
                return 1 + sizeof(uint);
        }
    }
}

using System.Buffers.Binary;
using System.Text;

namespace DepGraph.Bolt.PackStream;

/// <summary>
/// Reads values out of one whole message, one after the other, without boxing. It trusts nothing: whatever the bytes are, a member gives
/// a value that lies wholly in them or throws <see cref="PackStreamException"/>, and what it allocates is linear in the bytes that are
/// there, whatever lengths they announce. After an exception the reader's place is undefined.
/// </summary>
public ref partial struct PackStreamReader
{
    /// <summary>How deep lists, maps and structures may lie in each other where a whole value is read.</summary>
    public const int MaxDepth = 512;

    private static readonly UTF8Encoding StrictUtf8 = new(
        encoderShouldEmitUTF8Identifier: false,
        throwOnInvalidBytes: true
    );

    private readonly ReadOnlySpan<byte> _payload;
    private int _offset;

    /// <summary>The values that containers announced which are being read as a whole. A byte each at least is kept for them.</summary>
    private int _owed;

    private int _depth;

    public PackStreamReader(ReadOnlySpan<byte> payload)
    {
        _payload = payload;
    }

    /// <summary>Where the next value begins, in bytes from the start of the message.</summary>
    public readonly int Offset => _offset;

    public readonly bool IsAtEnd => _offset == _payload.Length;

    /// <summary>The type of the next value, which stays unread.</summary>
    /// <exception cref="PackStreamException">The message ends here, or no value begins so.</exception>
    public readonly PackStreamType PeekType()
    {
        if (IsAtEnd)
        {
            throw new PackStreamException(_offset, "Wanted a value, but the message ends");
        }

        return Marker.TypeOf(_payload[_offset])
            ?? throw new PackStreamException(_offset, $"Wanted a value, but found {NameOf(_payload[_offset])}");
    }

    /// <summary>Reads the next value if it is null; else leaves it and says false.</summary>
    /// <exception cref="PackStreamException">The message ends here.</exception>
    public bool TryReadNull()
    {
        if (PeekMarker(PackStreamType.Null) != Marker.Null)
        {
            return false;
        }

        _offset++;
        return true;
    }

    /// <exception cref="PackStreamException">No boolean is here.</exception>
    public bool ReadBoolean()
    {
        var marker = PeekMarker(PackStreamType.Boolean);
        if (marker is not (Marker.True or Marker.False))
        {
            throw Unexpected(PackStreamType.Boolean);
        }

        _offset++;
        return marker == Marker.True;
    }

    /// <exception cref="PackStreamException">No integer is here, or it is cut off.</exception>
    public long ReadInteger()
    {
        var marker = PeekMarker(PackStreamType.Integer);
        if ((sbyte)marker >= Marker.LeastTinyInteger)
        {
            _offset++;
            return (sbyte)marker;
        }

        return marker switch
        {
            Marker.Integer8 => (sbyte)TakeNumber(PackStreamType.Integer, sizeof(sbyte))[0],
            Marker.Integer16 => BinaryPrimitives.ReadInt16BigEndian(TakeNumber(PackStreamType.Integer, sizeof(short))),
            Marker.Integer32 => BinaryPrimitives.ReadInt32BigEndian(TakeNumber(PackStreamType.Integer, sizeof(int))),
            Marker.Integer64 => BinaryPrimitives.ReadInt64BigEndian(TakeNumber(PackStreamType.Integer, sizeof(long))),
            _ => throw Unexpected(PackStreamType.Integer),
        };
    }

    /// <summary>Reads a float; an integer is not taken for one.</summary>
    /// <exception cref="PackStreamException">No float is here, or it is cut off.</exception>
    public double ReadFloat() =>
        PeekMarker(PackStreamType.Float) == Marker.Float
            ? BinaryPrimitives.ReadDoubleBigEndian(TakeNumber(PackStreamType.Float, sizeof(double)))
            : throw Unexpected(PackStreamType.Float);

    /// <exception cref="PackStreamException">No string is here, it is cut off, or it is not UTF-8: nothing is replaced in silence.</exception>
    public string ReadString()
    {
        var start = _offset;
        var bytes = ReadUtf8();
        try
        {
            return StrictUtf8.GetString(bytes);
        }
        catch (DecoderFallbackException e)
        {
            throw new PackStreamException(start, $"The String of {bytes.Length} bytes is not UTF-8", e);
        }
    }

    /// <summary>Reads a string, or null where that is.</summary>
    /// <exception cref="PackStreamException">Neither is here, it is cut off, or it is not UTF-8.</exception>
    public string? ReadStringOrNull() => TryReadNull() ? null : ReadString();

    /// <summary>The bytes of a string, within the message; whether they are valid UTF-8 is not looked at.</summary>
    /// <exception cref="PackStreamException">No string is here, or it is cut off.</exception>
    public ReadOnlySpan<byte> ReadUtf8() =>
        TakeContent(_offset, PackStreamType.String, ReadSize(PackStreamType.String, Marker.TinyString, Marker.String8));

    /// <exception cref="PackStreamException">No byte array is here, or it is cut off.</exception>
    public byte[] ReadBytes() => ReadBytesSpan().ToArray();

    /// <summary>The bytes of a byte array, within the message.</summary>
    /// <exception cref="PackStreamException">No byte array is here, or it is cut off.</exception>
    public ReadOnlySpan<byte> ReadBytesSpan() =>
        TakeContent(_offset, PackStreamType.Bytes, ReadSize(PackStreamType.Bytes, tiny: null, Marker.Bytes8));

    /// <summary>Reads how many items the list has that begins here; they are next. The message has a byte for each at least.</summary>
    /// <exception cref="PackStreamException">No list is here, or it is cut off.</exception>
    public int ReadListHeader()
    {
        var start = _offset;
        var count = ReadSize(PackStreamType.List, Marker.TinyList, Marker.List8);
        return Announced(start, PackStreamType.List, count, count);
    }

    /// <summary>Reads how many entries the map has that begins here; their keys and values are next. The message has two bytes for each at least.</summary>
    /// <exception cref="PackStreamException">No map is here, or it is cut off.</exception>
    public int ReadMapHeader()
    {
        var start = _offset;
        var count = ReadSize(PackStreamType.Map, Marker.TinyMap, Marker.Map8);
        return Announced(start, PackStreamType.Map, count, 2L * count);
    }

    /// <summary>Reads tag and number of fields of the structure that begins here; the fields are next.</summary>
    /// <exception cref="PackStreamException">No structure is here, or it is cut off.</exception>
    public int ReadStructHeader(out byte tag)
    {
        var start = _offset;
        var marker = PeekMarker(PackStreamType.Structure);
        if ((marker & 0xF0) != Marker.TinyStructure)
        {
            throw Unexpected(PackStreamType.Structure);
        }

        tag = TakeNumber(PackStreamType.Structure, sizeof(byte))[0];
        var count = marker & 0x0F;
        return Announced(start, PackStreamType.Structure, count, count);
    }

    /// <summary>Passes over one value with all that is in it, however deep. That keys of maps are strings is not looked at.</summary>
    /// <exception cref="PackStreamException">It is cut off, or a byte in it begins no value.</exception>
    public void Skip()
    {
        for (var values = 1L; values > 0; values--)
        {
            var start = _offset;
            switch (PeekType())
            {
                case PackStreamType.Null or PackStreamType.Boolean:
                    _offset++;
                    break;
                case PackStreamType.Integer:
                    ReadInteger();
                    break;
                case PackStreamType.Float:
                    ReadFloat();
                    break;
                case PackStreamType.String:
                    ReadUtf8();
                    break;
                case PackStreamType.Bytes:
                    ReadBytesSpan();
                    break;
                case PackStreamType.List:
                    values += ReadListHeader();
                    break;
                case PackStreamType.Map:
                    values += 2L * ReadMapHeader();
                    break;
                default:
                    values += ReadStructHeader(out _);
                    break;
            }

            if (values - 1 > Remaining)
            {
                throw new PackStreamException(start, $"{values - 1} more values were announced than the message has");
            }
        }
    }

    private readonly int Remaining => _payload.Length - _offset;

    private readonly byte PeekMarker(PackStreamType wanted) =>
        _offset < _payload.Length
            ? _payload[_offset]
            : throw new PackStreamException(_offset, $"Wanted {wanted}, but the message ends");

    /// <summary>Passes over the marker and so many bytes behind it, which it gives.</summary>
    private ReadOnlySpan<byte> TakeNumber(PackStreamType wanted, int length)
    {
        if (Remaining <= length)
        {
            throw CutOff(_offset, wanted, length, Remaining - 1);
        }

        var bytes = _payload.Slice(_offset + 1, length);
        _offset += 1 + length;
        return bytes;
    }

    private ReadOnlySpan<byte> TakeContent(int start, PackStreamType wanted, int length)
    {
        if (Remaining < length)
        {
            throw CutOff(start, wanted, length, Remaining);
        }

        var bytes = _payload.Slice(_offset, length);
        _offset += length;
        return bytes;
    }

    /// <summary>Reads a header: a marker, and the size where that is not in it.</summary>
    private int ReadSize(PackStreamType wanted, byte? tiny, byte sized)
    {
        var start = _offset;
        var marker = PeekMarker(wanted);
        if ((marker & 0xF0) == tiny)
        {
            _offset++;
            return marker & 0x0F;
        }

        var size = (marker - sized) switch
        {
            0 => TakeNumber(wanted, sizeof(byte))[0],
            1 => BinaryPrimitives.ReadUInt16BigEndian(TakeNumber(wanted, sizeof(ushort))),
            2 => BinaryPrimitives.ReadUInt32BigEndian(TakeNumber(wanted, sizeof(uint))),
            _ => throw Unexpected(wanted),
        };
        return size <= int.MaxValue
            ? (int)size
            : throw new PackStreamException(start, $"{wanted} of size {size}; PackStream allows {int.MaxValue}");
    }

    private readonly int Announced(int start, PackStreamType type, int count, long values) =>
        values <= Remaining - _owed
            ? count
            : throw new PackStreamException(
                start,
                $"{type} of size {count} is cut off: {Remaining - _owed} bytes are left for its content"
            );

    private readonly PackStreamException Unexpected(PackStreamType wanted) =>
        new(_offset, $"Wanted {wanted}, but found {NameOf(_payload[_offset])}");

    private static PackStreamException CutOff(int offset, PackStreamType type, int length, int left) =>
        new(offset, $"{type} is cut off: it has {left} of {length} bytes");

    private static string NameOf(byte marker) =>
        Marker.TypeOf(marker)?.ToString() ?? $"the reserved marker {marker:X2}";
}

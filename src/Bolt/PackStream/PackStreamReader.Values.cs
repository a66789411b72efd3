namespace DepGraph.Bolt.PackStream;

public ref partial struct PackStreamReader
{
    /// <summary>A map announces entries cheaper than it holds them: it grows from here as they come.</summary>
    private const int MaxFirstEntries = 64;

    private static readonly object True = true;
    private static readonly object False = false;

    /// <summary>The integers that are their own marker, so that a list of them costs no more than its places.</summary>
    private static readonly object[] TinyIntegers =
    [
        .. Enumerable
            .Range(Marker.LeastTinyInteger, sbyte.MaxValue - Marker.LeastTinyInteger + 1)
            .Select(n => (object)(long)n),
    ];

    /// <summary>
    /// Reads one value as an object: null, <see cref="bool"/>, <see cref="long"/>, <see cref="double"/>, <see cref="string"/>,
    /// <c>byte[]</c>, <c>List&lt;object?&gt;</c>, <c>Dictionary&lt;string, object?&gt;</c> (the last of equal keys counts), or what a
    /// structure of Bolt means: a node, a moment, a point.
    /// </summary>
    /// <exception cref="PackStreamException">
    /// It is cut off, malformed, deeper than <see cref="MaxDepth"/>, or a structure that Bolt 4.4 to 5.x does not know.
    /// </exception>
    public object? ReadValue() =>
        PeekType() switch
        {
            PackStreamType.Null => ReadNull(),
            PackStreamType.Boolean => ReadBoolean() ? True : False,
            PackStreamType.Integer => Boxed(ReadInteger()),
            PackStreamType.Float => ReadFloat(),
            PackStreamType.Bytes => ReadBytes(),
            PackStreamType.String => ReadString(),
            PackStreamType.List => ReadList(),
            PackStreamType.Map => ReadMap(),
            _ => ReadStructure(),
        };

    private object ReadStructure()
    {
        var ahead = this;
        var count = ahead.ReadStructHeader(out var tag);
        return tag switch
        {
            StructureTag.Node => ReadNode(),
            StructureTag.Relationship => ReadRelationship(),
            StructureTag.Path => ReadPath(),
            StructureTag.Date => ReadLocalDate(),
            StructureTag.Time => ReadOffsetTime(),
            StructureTag.LocalTime => ReadLocalTime(),
            StructureTag.LocalDateTime => ReadLocalDateTime(),
            StructureTag.DateTime
            or StructureTag.DateTimeZoneId
            or StructureTag.LegacyDateTime
            or StructureTag.LegacyDateTimeZoneId => ReadZonedDateTime(),
            StructureTag.Duration => ReadDuration(),
            StructureTag.Point2D or StructureTag.Point3D => ReadPoint(),
            _ => throw new PackStreamException(
                _offset,
                $"Wanted a value, but found an unknown structure with tag {tag:X2} and {count} fields"
            ),
        };
    }

    private static object Boxed(long value) =>
        value is >= Marker.LeastTinyInteger and <= sbyte.MaxValue
            ? TinyIntegers[value - Marker.LeastTinyInteger]
            : value;

    private object? ReadNull()
    {
        _offset++;
        return null;
    }

    private List<object?> ReadList()
    {
        var count = EnterList();
        var items = new List<object?>(count);
        for (; count > 0; count--)
        {
            _owed--;
            items.Add(ReadValue());
        }

        _depth--;
        return items;
    }

    private Dictionary<string, object?> ReadMap()
    {
        var start = _offset;
        var count = ReadMapHeader();
        Enter(start, 2L * count);
        var entries = new Dictionary<string, object?>(Math.Min(count, MaxFirstEntries));
        for (; count > 0; count--)
        {
            _owed--;
            var key = ReadString();
            _owed--;
            entries[key] = ReadValue();
        }

        _depth--;
        return entries;
    }

    /// <summary>Reads a list's header and goes into the list.</summary>
    /// <param name="leastLength">No item has fewer bytes.</param>
    private int EnterList(int leastLength = 1)
    {
        var start = _offset;
        var count = ReadListHeader();
        Enter(start, (long)count * leastLength);
        return count;
    }

    /// <summary>Goes into a container whose header was read, and keeps the bytes that its content has at least.</summary>
    private void Enter(int start, long leastLength)
    {
        if (_depth == MaxDepth)
        {
            throw new PackStreamException(start, $"Values lie in each other deeper than {MaxDepth}");
        }

        if (leastLength > Remaining - _owed)
        {
            throw new PackStreamException(
                start,
                $"A container is cut off: {Remaining - _owed} bytes are left for its content"
            );
        }

        _depth++;
        _owed += (int)leastLength;
    }
}

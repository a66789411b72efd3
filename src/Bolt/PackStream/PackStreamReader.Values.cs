namespace DepGraph.Bolt.PackStream;

public ref partial struct PackStreamReader
{
    private static readonly object True = true;
    private static readonly object False = false;

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
            PackStreamType.Integer => ReadInteger(),
            PackStreamType.Float => ReadFloat(),
            PackStreamType.Bytes => ReadBytes(),
            PackStreamType.String => ReadString(),
            PackStreamType.List => ReadList(),
            PackStreamType.Map => ReadMap(),
            _ => ReadStructure(),
        };

    private object ReadStructure()
    {
        var start = _offset;
        var count = ReadStructHeader(out var tag);
        throw new PackStreamException(start, $"A structure with tag {tag:X2} and {count} fields is unknown");
    }

    private object? ReadNull()
    {
        _offset++;
        return null;
    }

    private List<object?> ReadList()
    {
        var start = _offset;
        var items = new List<object?>(Enter(start, ReadListHeader(), valuesEach: 1));
        for (var left = items.Capacity; left > 0; left--)
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
        var count = Enter(start, ReadMapHeader(), valuesEach: 2);
        var entries = new Dictionary<string, object?>(count);
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

    /// <summary>Goes into a container whose header was read, and keeps a byte for each of its values.</summary>
    private int Enter(int start, int count, int valuesEach)
    {
        if (_depth == MaxDepth)
        {
            throw new PackStreamException(start, $"Values lie in each other deeper than {MaxDepth}");
        }

        _depth++;
        _owed += count * valuesEach;
        return count;
    }
}

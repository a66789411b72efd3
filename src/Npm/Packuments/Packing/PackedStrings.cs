using System.Text;

namespace DepGraph.Npm.Packuments.Packing;

/// <summary>
/// A table of distinct texts in packed bytes: <c>count + 1</c> offsets, and UTF-8. A text becomes a
/// string on first use and stays one, so that the same text is the same object wherever this table's owner shows it.
/// </summary>
internal sealed class PackedStrings(byte[] data, NumberTable offsets, int bytesStart, int count)
{
    private string?[]? _strings;
    private long _materialisedBytes;

    /// <summary>Heap bytes of the strings made so far.</summary>
    public long MaterialisedBytes => Volatile.Read(ref _materialisedBytes);

    public string this[int id]
    {
        get
        {
            var strings = _strings ?? Allocate();
            return strings[id] ?? Materialise(strings, id);
        }
    }

    public ReadOnlySpan<byte> Utf8(int id)
    {
        var start = offsets[id];
        return data.AsSpan(bytesStart + start, offsets[id + 1] - start);
    }

    private string?[] Allocate()
    {
        var made = new string?[count];
        if (Interlocked.CompareExchange(ref _strings, made, null) is { } other)
            return other;
        Interlocked.Add(ref _materialisedBytes, 24 + 8L * count);
        return made;
    }

    private string Materialise(string?[] strings, int id)
    {
        var made = Encoding.UTF8.GetString(Utf8(id));
        if (Interlocked.CompareExchange(ref strings[id], made, null) is { } other)
            return other;
        Interlocked.Add(ref _materialisedBytes, 22 + 2L * made.Length);
        return made;
    }

    /// <summary>The offsets of <paramref name="ids"/>, which are ids of <paramref name="source"/>, in that order.</summary>
    /// <param name="length">How many bytes the texts have together.</param>
    public static NumberWriter OffsetsOf(ByteInterner source, IReadOnlyCollection<int> ids, out int length)
    {
        var offsets = new NumberWriter(ids.Count + 1);
        length = 0;
        foreach (var id in ids)
        {
            offsets.Add(length);
            length = checked(length + source[id].Length);
        }
        offsets.Add(length);
        return offsets;
    }

    /// <summary>Writes the texts of <paramref name="ids"/> in that order.</summary>
    public static void WriteTexts(PackedWriter writer, ByteInterner source, IReadOnlyCollection<int> ids)
    {
        foreach (var id in ids)
            writer.Bytes(source[id]);
    }
}

using System.Text;

namespace DepGraph.Ingestion.Dependents.Index;

/// <summary>Gives package names numbers, in the order in which they come; one thread.</summary>
internal sealed class NameInterner
{
    private byte[] text = new byte[1 << 12];
    private int[] starts = new int[1 << 8];
    private int[] table = NameHash.CreateTable(1 << 8);

    public int Count { get; private set; }

    public long Bytes => text.Length + 4L * starts.Length + 4L * table.Length;

    public ReadOnlySpan<byte> this[int number] => text.AsSpan(starts[number]..starts[number + 1]);

    public int NumberOf(string name)
    {
        Reserve(Encoding.UTF8.GetMaxByteCount(name.Length));
        var start = starts[Count];
        var length = Encoding.UTF8.GetBytes(name, text.AsSpan(start));
        var added = text.AsSpan(start, length);
        var mask = table.Length - 1;
        var place = NameHash.Of(added) & mask;
        for (; table[place] != NameHash.Empty; place = (place + 1) & mask)
        {
            if (this[table[place]].SequenceEqual(added))
            {
                return table[place];
            }
        }

        table[place] = Count;
        starts[++Count] = start + length;
        if (NameHash.IsFull(table, Count))
        {
            Rehash();
        }

        return Count - 1;
    }

    /// <summary>All numbers by the ordinal order of their names.</summary>
    public int[] Sorted()
    {
        var numbers = new int[Count];
        var beginnings = new ulong[Count];
        for (var i = 0; i < Count; i++)
        {
            numbers[i] = i;
            beginnings[i] = BeginningOf(this[i]);
        }

        // Most names are told apart by their first eight bytes, which sort as one number.
        Array.Sort(beginnings, numbers);
        var start = 0;
        while (start < Count)
        {
            var end = start + 1;
            while (end < Count && beginnings[end] == beginnings[start])
            {
                end++;
            }

            numbers.AsSpan(start..end).Sort((one, other) => this[one].SequenceCompareTo(this[other]));
            start = end;
        }

        return numbers;
    }

    private static ulong BeginningOf(ReadOnlySpan<byte> name)
    {
        var beginning = 0UL;
        for (var i = 0; i < sizeof(ulong); i++)
        {
            beginning = beginning << 8 | (i < name.Length ? name[i] : 0U);
        }

        return beginning;
    }

    private void Reserve(int bytes)
    {
        if (starts[Count] + bytes > text.Length)
        {
            Array.Resize(ref text, checked((2 * text.Length) + bytes));
        }

        if (Count + 1 == starts.Length)
        {
            Array.Resize(ref starts, 2 * starts.Length);
        }
    }

    private void Rehash()
    {
        table = NameHash.CreateTable(2 * Count);
        var mask = table.Length - 1;
        for (var i = 0; i < Count; i++)
        {
            var place = NameHash.Of(this[i]) & mask;
            while (table[place] != NameHash.Empty)
            {
                place = (place + 1) & mask;
            }

            table[place] = i;
        }
    }
}

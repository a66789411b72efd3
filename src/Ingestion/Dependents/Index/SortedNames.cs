using System.Text;

namespace DepGraph.Ingestion.Dependents.Index;

/// <summary>Package names by number, whose order is that of the names. Immutable.</summary>
internal sealed class SortedNames
{
    private readonly byte[] text;
    private readonly int[] starts;
    private readonly int[] table;

    private SortedNames(byte[] text, int[] starts)
    {
        (this.text, this.starts) = (text, starts);
        table = NameHash.CreateTable(Count);
        for (var number = 0; number < Count; number++)
        {
            table[PlaceOf(this[number])] = number;
        }
    }

    public static SortedNames None { get; } = new([], [0]);

    public int Count => starts.Length - 1;

    public long Bytes => text.Length + 4L * starts.Length + 4L * table.Length;

    public ReadOnlySpan<byte> this[int number] => text.AsSpan(starts[number]..starts[number + 1]);

    /// <param name="count">How many.</param>
    /// <param name="nameAt">The names in ascending order, each once.</param>
    public static SortedNames Of(int count, NameAt nameAt)
    {
        var starts = new int[count + 1];
        for (var i = 0; i < count; i++)
        {
            starts[i + 1] = checked(starts[i] + nameAt(i).Length);
        }

        var text = new byte[starts[^1]];
        for (var i = 0; i < count; i++)
        {
            nameAt(i).CopyTo(text.AsSpan(starts[i]));
        }

        return new SortedNames(text, starts);
    }

    /// <summary>The number of a name; −1: it has none.</summary>
    public int Find(ReadOnlySpan<byte> name) => table[PlaceOf(name)];

    public string TextOf(int number) => Encoding.UTF8.GetString(this[number]);

    /// <summary>Where the name's number stands, or would.</summary>
    private int PlaceOf(ReadOnlySpan<byte> name)
    {
        var mask = table.Length - 1;
        var place = NameHash.Of(name) & mask;
        while (table[place] != NameHash.Empty && !this[table[place]].SequenceEqual(name))
        {
            place = (place + 1) & mask;
        }

        return place;
    }

    public delegate ReadOnlySpan<byte> NameAt(int index);
}

using System.Buffers.Binary;

namespace DepGraph.Npm.Packuments.Packing;

/// <summary>Collects the numbers of a <see cref="NumberTable"/>, each 0 or more, row by row.</summary>
internal sealed class NumberWriter(int capacity = 64)
{
    private readonly List<int> _numbers = new(capacity);
    private int _greatest;

    public int Count => _numbers.Count;

    /// <summary>Whether two bytes are enough for each.</summary>
    public bool IsNarrow => _greatest <= ushort.MaxValue;

    public void Add(int number)
    {
        _numbers.Add(number);
        _greatest = Math.Max(_greatest, number);
    }

    public void WriteTo(PackedWriter writer, bool isNarrow)
    {
        var length = isNarrow ? NumberTable.NarrowLength : NumberTable.WideLength;
        var bytes = writer.Reserve(checked(length * _numbers.Count));
        foreach (var number in _numbers)
        {
            if (isNarrow)
                BinaryPrimitives.WriteUInt16LittleEndian(bytes, (ushort)number);
            else
                BinaryPrimitives.WriteInt32LittleEndian(bytes, number);
            bytes = bytes[length..];
        }
    }
}

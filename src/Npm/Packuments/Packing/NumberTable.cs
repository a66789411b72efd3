using System.Buffers.Binary;

namespace DepGraph.Npm.Packuments.Packing;

/// <summary>Rows of numbers in packed bytes, which <see cref="NumberWriter"/> wrote.</summary>
/// <param name="data">The packed bytes.</param>
/// <param name="start">Where the first row begins.</param>
/// <param name="columns">Numbers to a row.</param>
/// <param name="isNarrow">Two bytes a number, below 65,536; otherwise four.</param>
internal readonly struct NumberTable(byte[] data, int start, int columns, bool isNarrow)
{
    public const int NarrowLength = 2;
    public const int WideLength = 4;

    public int this[int row, int column = 0]
    {
        get
        {
            var cell = row * columns + column;
            return isNarrow
                ? BinaryPrimitives.ReadUInt16LittleEndian(data.AsSpan(start + NarrowLength * cell))
                : BinaryPrimitives.ReadInt32LittleEndian(data.AsSpan(start + WideLength * cell));
        }
    }
}

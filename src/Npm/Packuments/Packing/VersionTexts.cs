using System.Buffers;
using System.Text;

namespace DepGraph.Npm.Packuments.Packing;

/// <summary>
/// Finds a version's row by its text. The texts lie in one run, each between NUL bytes, so that one vectorised search
/// answers; each row begins with its text's offset in the run, and one more row than versions marks the run's end.
/// </summary>
internal readonly struct VersionTexts(byte[] data, NumberTable rows, int count, int textsStart)
{
    public ReadOnlySpan<byte> Utf8(int index)
    {
        var start = Start(index);
        return data.AsSpan(textsStart + start, Start(index + 1) - start - 1);
    }

    public string this[int index] => Encoding.UTF8.GetString(Utf8(index));

    /// <summary>The row of <paramref name="version"/>; −1 when there is none.</summary>
    public int IndexOf(ReadOnlySpan<char> version)
    {
        var size = Encoding.UTF8.GetMaxByteCount(version.Length) + 2;
        byte[]? rented = null;
        var pattern = size <= 256 ? stackalloc byte[256] : rented = ArrayPool<byte>.Shared.Rent(size);
        try
        {
            pattern[0] = 0;
            var length = Encoding.UTF8.GetBytes(version, pattern[1..]);
            pattern[length + 1] = 0;
            return IndexOf(pattern[..(length + 2)]);
        }
        finally
        {
            if (rented is not null)
                ArrayPool<byte>.Shared.Return(rented);
        }
    }

    // A version's own text may hold a NUL: only a hit that is exactly one row counts.
    private int IndexOf(ReadOnlySpan<byte> pattern)
    {
        var run = data.AsSpan(textsStart - 1, Start(count) + 1);
        for (var from = 0; ; )
        {
            var hit = run[from..].IndexOf(pattern);
            if (hit < 0)
                return -1;
            var row = RowAt(from + hit);
            if (row >= 0 && Utf8(row).Length == pattern.Length - 2)
                return row;
            from += hit + 1;
        }
    }

    private int RowAt(int offset)
    {
        int low = 0,
            high = count - 1;
        while (low <= high)
        {
            var middle = (low + high) >>> 1;
            var start = Start(middle);
            if (start == offset)
                return middle;
            if (start < offset)
                low = middle + 1;
            else
                high = middle - 1;
        }
        return -1;
    }

    private int Start(int index) => rows[index];
}

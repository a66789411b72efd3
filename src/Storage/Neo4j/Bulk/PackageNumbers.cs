using System.Text;

namespace DepGraph.Storage.Neo4j.Bulk;

/// <summary>
/// Gives names of packages numbers, 0, 1, 2 … in the order in which they come, and knows which of them were described. Some 30 bytes a
/// name. Thread-safe.
/// </summary>
internal sealed class PackageNumbers
{
    private const int Empty = -1;

    private readonly Lock _gate = new();
    private readonly ByteBuffer _texts = new();
    private int[] _ends = new int[1 << 8];
    private bool[] _isDescribed = new bool[1 << 8];

    /// <summary>Open addressing: a power of two of places, at most half of them taken.</summary>
    private int[] _table = CreateTable(1 << 9);
    private int _count;

    /// <summary>The number of a package that gets a row of its own; false when it has one already.</summary>
    public bool TryDescribe(string name, out int number)
    {
        lock (_gate)
        {
            number = Find(name);
            return !_isDescribed[number] && (_isDescribed[number] = true);
        }
    }

    public int Of(string name)
    {
        lock (_gate)
            return Find(name);
    }

    /// <summary>The names without a row of their own, with their numbers. To be asked for when no more will be described.</summary>
    public IEnumerable<(int Number, string Name)> Named()
    {
        for (var number = 0; number < _count; number++)
        {
            if (!_isDescribed[number])
                yield return (number, Encoding.UTF8.GetString(Text(number)));
        }
    }

    private int Find(string name)
    {
        var start = _texts.Length;
        _texts.Advance(Encoding.UTF8.GetBytes(name, _texts.Rest(Encoding.UTF8.GetMaxByteCount(name.Length))));
        var text = _texts.Written.Span[start..];
        var mask = _table.Length - 1;
        var place = Hash(text) & mask;
        for (; _table[place] != Empty; place = (place + 1) & mask)
        {
            if (Text(_table[place]).SequenceEqual(text))
            {
                _texts.Truncate(start);
                return _table[place];
            }
        }
        return Add(place);
    }

    /// <summary>The text is at the end already.</summary>
    private int Add(int place)
    {
        if (_count == _ends.Length)
        {
            Array.Resize(ref _ends, 2 * _count);
            Array.Resize(ref _isDescribed, 2 * _count);
        }
        _ends[_count] = _texts.Length;
        _table[place] = _count++;
        if (_count > _table.Length / 2)
            Rehash();
        return _count - 1;
    }

    private void Rehash()
    {
        _table = CreateTable(2 * _table.Length);
        var mask = _table.Length - 1;
        for (var number = 0; number < _count; number++)
        {
            var place = Hash(Text(number)) & mask;
            while (_table[place] != Empty)
                place = (place + 1) & mask;
            _table[place] = number;
        }
    }

    private ReadOnlySpan<byte> Text(int number) =>
        _texts.Written.Span[(number == 0 ? 0 : _ends[number - 1]).._ends[number]];

    private static int[] CreateTable(int length)
    {
        var table = new int[length];
        Array.Fill(table, Empty);
        return table;
    }

    /// <summary>Seeded anew in each process: nobody can publish names that collide.</summary>
    private static int Hash(ReadOnlySpan<byte> text)
    {
        var hash = new HashCode();
        hash.AddBytes(text);
        return hash.ToHashCode();
    }
}

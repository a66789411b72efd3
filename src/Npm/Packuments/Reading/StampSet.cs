namespace DepGraph.Npm.Packuments.Reading;

/// <summary>A set of small ids, each with a number beside it, that is emptied in constant time.</summary>
internal sealed class StampSet
{
    private int[] _stamps = new int[64];
    private int[] _values = new int[64];
    private int _generation = 1;

    public void Clear() => _generation++;

    /// <summary>Adds or replaces.</summary>
    public void Set(int id, int value)
    {
        if (id >= _stamps.Length)
        {
            var length = Math.Max(id + 1, _stamps.Length * 2);
            Array.Resize(ref _stamps, length);
            Array.Resize(ref _values, length);
        }
        _stamps[id] = _generation;
        _values[id] = value;
    }

    public bool Contains(int id) => id < _stamps.Length && _stamps[id] == _generation;

    public bool TryGet(int id, out int value)
    {
        var found = Contains(id);
        value = found ? _values[id] : 0;
        return found;
    }
}

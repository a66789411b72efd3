using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace DepGraph.Npm.Packuments.Packing;

/// <summary>
/// Gives equal byte sequences equal ids, 0, 1, 2 … in order of first appearance, without making an object of any of
/// them. The hash is keyed per process: a hostile document cannot choose colliding texts. Not thread-safe.
/// </summary>
internal sealed class ByteInterner
{
    private static readonly ulong Key = MemoryMarshal.Read<ulong>(RandomNumberGenerator.GetBytes(8));

    private byte[] _bytes = new byte[1024];
    private int[] _ends = new int[64];
    private uint[] _hashes = new uint[64];

    // Holds id + 1, 0 for a free slot; its length is a power of two, at least twice the number of ids.
    private int[] _slots = new int[128];

    public int Count { get; private set; }

    /// <summary>Bytes held by everything interned so far.</summary>
    public long RetainedBytes => Count == 0 ? 0 : _ends[Count - 1] + 16L * Count;

    public ReadOnlySpan<byte> this[int id]
    {
        get
        {
            var start = id == 0 ? 0 : _ends[id - 1];
            return _bytes.AsSpan(start, _ends[id] - start);
        }
    }

    public int Intern(ReadOnlySpan<byte> value)
    {
        var hash = Hash(value);
        var mask = _slots.Length - 1;
        for (var slot = (int)hash & mask; ; slot = (slot + 1) & mask)
        {
            var id = _slots[slot] - 1;
            if (id < 0)
                return Add(value, hash, slot);
            if (_hashes[id] == hash && value.SequenceEqual(this[id]))
                return id;
        }
    }

    private int Add(ReadOnlySpan<byte> value, uint hash, int slot)
    {
        var id = Count;
        var start = id == 0 ? 0 : _ends[id - 1];
        var end = checked(start + value.Length);
        if (end > _bytes.Length)
            Array.Resize(ref _bytes, Math.Max(end, checked(_bytes.Length * 2)));
        value.CopyTo(_bytes.AsSpan(start));
        if (id == _ends.Length)
        {
            Array.Resize(ref _ends, id * 2);
            Array.Resize(ref _hashes, id * 2);
        }
        _ends[id] = end;
        _hashes[id] = hash;
        _slots[slot] = id + 1;
        Count = id + 1;
        if (Count * 2 > _slots.Length)
            Rehash();
        return id;
    }

    private void Rehash()
    {
        _slots = new int[_slots.Length * 2];
        var mask = _slots.Length - 1;
        for (var id = 0; id < Count; id++)
        {
            var slot = (int)_hashes[id] & mask;
            while (_slots[slot] != 0)
                slot = (slot + 1) & mask;
            _slots[slot] = id + 1;
        }
    }

    private static uint Hash(ReadOnlySpan<byte> value)
    {
        var hash = Key ^ ((ulong)value.Length * 0x9E3779B97F4A7C15);
        while (value.Length >= 8)
        {
            hash = Mix(hash ^ MemoryMarshal.Read<ulong>(value));
            value = value[8..];
        }
        ulong tail = 0;
        for (var i = 0; i < value.Length; i++)
            tail = tail << 8 | value[i];
        hash = Mix(hash ^ tail);
        return (uint)(hash ^ hash >> 32);
    }

    private static ulong Mix(ulong value)
    {
        var high = Math.BigMul(value ^ Key, 0xD6E8FEB86659FD93, out var low);
        return high ^ low;
    }
}

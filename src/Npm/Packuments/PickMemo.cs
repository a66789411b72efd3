namespace DepGraph.Npm.Packuments;

/// <summary>
/// Remembers what was picked for a range text. Bounded: at <see cref="Capacity"/> entries it starts over. Reading takes
/// no lock and allocates nothing.
/// </summary>
internal sealed class PickMemo
{
    private const int Capacity = 1024;

    // The entry and its text's header.
    private const int EntryBytes = 40 + 22;
    private const int LongestText = 256;

    private readonly Lock _writing = new();

    // Published whole; its length is a power of two. Entries are immutable and prepended to their bucket.
    private Entry?[] _buckets = new Entry?[4];
    private int _count;
    private long _textBytes;

    public long EstimatedBytes =>
        8L * Volatile.Read(ref _buckets).Length + (long)EntryBytes * _count + Volatile.Read(ref _textBytes);

    public bool TryGet(string text, out int index)
    {
        var buckets = Volatile.Read(ref _buckets);
        for (var entry = buckets[text.GetHashCode() & (buckets.Length - 1)]; entry is not null; entry = entry.Next)
            if (entry.Text == text)
            {
                index = entry.Index;
                return true;
            }
        index = -1;
        return false;
    }

    public void Add(string text, int index)
    {
        if (text.Length > LongestText)
            return;
        lock (_writing)
        {
            if (TryGet(text, out _))
                return;
            if (_count == Capacity)
            {
                Volatile.Write(ref _buckets, new Entry?[4]);
                _count = 0;
                _textBytes = 0;
            }
            else if (_count == _buckets.Length)
            {
                Grow();
            }
            Prepend(_buckets, text, index);
            _count++;
            _textBytes += 2L * text.Length;
        }
    }

    private void Grow()
    {
        var larger = new Entry?[_buckets.Length * 2];
        foreach (var bucket in _buckets)
            for (var entry = bucket; entry is not null; entry = entry.Next)
                Prepend(larger, entry.Text, entry.Index);
        Volatile.Write(ref _buckets, larger);
    }

    private static void Prepend(Entry?[] buckets, string text, int index)
    {
        ref var bucket = ref buckets[text.GetHashCode() & (buckets.Length - 1)];
        Volatile.Write(ref bucket, new Entry(text, index, bucket));
    }

    private sealed class Entry(string text, int index, Entry? next)
    {
        public readonly string Text = text;
        public readonly int Index = index;
        public readonly Entry? Next = next;
    }
}

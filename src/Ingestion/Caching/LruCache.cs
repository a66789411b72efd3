using System.Collections.Concurrent;

namespace DepGraph.Ingestion.Caching;

/// <summary>
/// Entries by key, bounded in bytes. Reads take no lock. When the bound is crossed the least recently used go, on a thread of
/// the pool, until an eighth is free; pinned entries stay, so the bound may be exceeded by those.
/// </summary>
/// <param name="maxBytes">The bound.</param>
/// <param name="create">Makes an empty entry.</param>
internal sealed class LruCache<TKey, TEntry>(long maxBytes, Func<TKey, TEntry> create)
    where TKey : notnull
    where TEntry : CacheEntry<TKey>
{
    private readonly ConcurrentDictionary<TKey, TEntry> entries = new();
    private long bytes;
    private long stamp;
    private long removals;
    private long afterLastTrim;
    private int isTrimming;
    private int isTrimWanted;

    /// <summary>Runs before entries are chosen.</summary>
    public event Action? BeforeTrim;

    /// <summary>Runs after entries have left, with their number.</summary>
    public event Action<int>? AfterTrim;

    public long Bytes => Volatile.Read(ref bytes);

    public int Count => entries.Count;

    /// <summary>Moves before an entry is removed: while it stands still, a key's entry is the same.</summary>
    public long Removals => Volatile.Read(ref removals);

    public IEnumerable<TEntry> Entries => entries.Select(pair => pair.Value);

    /// <summary>A stamp for <see cref="CacheEntry{TKey}.LastUsed"/>; later ones are higher.</summary>
    public long NextStamp() => Interlocked.Increment(ref stamp);

    public TEntry? Find(TKey key) => entries.GetValueOrDefault(key);

    /// <summary>Finds or adds; it may be removed again before the caller has its gate.</summary>
    public TEntry GetOrAdd(TKey key) => entries.GetOrAdd(key, create);

    /// <summary>Charges an entry with its present size. The caller holds its gate and has seen that it is not removed.</summary>
    public void Charge(TEntry entry, long size)
    {
        var grown = size - entry.Bytes;
        entry.Bytes = size;
        // Where too much is pinned, a trim ends above the bound: the next one waits until it can be worth its while.
        if (Interlocked.Add(ref bytes, grown) > Volatile.Read(ref afterLastTrim) + (maxBytes / 16))
        {
            StartTrim();
        }
    }

    /// <summary>Trims on a thread of the pool if the bound is exceeded: for when pinned entries have been let go.</summary>
    public void TrimBehind()
    {
        // A trim that is under way may have passed over what has been let go just now: it must look once more.
        Volatile.Write(ref isTrimWanted, 1);
        StartTrim();
    }

    private void StartTrim()
    {
        if (Bytes > maxBytes && Interlocked.CompareExchange(ref isTrimming, 1, 0) == 0)
        {
            ThreadPool.UnsafeQueueUserWorkItem(static cache => cache.Trim(), this, preferLocal: false);
        }
    }

    public bool TryRemove(TEntry entry)
    {
        lock (entry.Gate)
        {
            if (entry.IsRemoved || entry.IsPinned)
            {
                return false;
            }

            Interlocked.Increment(ref removals);
            entries.TryRemove(KeyValuePair.Create(entry.Key, entry));
            entry.Remove();
            Interlocked.Add(ref bytes, -entry.Bytes);
            return true;
        }
    }

    private void Trim()
    {
        try
        {
            Interlocked.Exchange(ref isTrimWanted, 0);
            BeforeTrim?.Invoke();
            var oldestFirst = Entries.ToArray();
            var stamps = Array.ConvertAll(oldestFirst, static entry => entry.LastUsed);
            Array.Sort(stamps, oldestFirst);
            var target = maxBytes - (maxBytes / 8);
            var removed = 0;
            foreach (var entry in oldestFirst)
            {
                if (Bytes <= target)
                {
                    break;
                }

                removed += TryRemove(entry) ? 1 : 0;
            }

            AfterTrim?.Invoke(removed);
        }
        finally
        {
            Volatile.Write(ref afterLastTrim, Bytes);
            Interlocked.Exchange(ref isTrimming, 0);
        }

        if (Volatile.Read(ref isTrimWanted) != 0)
        {
            StartTrim();
        }
    }
}

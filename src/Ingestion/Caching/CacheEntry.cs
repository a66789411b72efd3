namespace DepGraph.Ingestion.Caching;

/// <summary>A place in an <see cref="LruCache{TKey,TEntry}"/>. Readers take no lock; changes happen under <see cref="Gate"/>.</summary>
internal abstract class CacheEntry<TKey>(TKey key)
{
    public TKey Key { get; } = key;

    public Lock Gate { get; } = new();

    /// <summary>Stamp of its last use; written without a lock: a lost update only costs eviction order.</summary>
    public long LastUsed { get; set; }

    /// <summary>Bytes it is charged with; set by the cache.</summary>
    public long Bytes { get; set; }

    /// <summary>Left the cache for good: whoever still holds it must look the key up again.</summary>
    public bool IsRemoved { get; private set; }

    /// <summary>Must not leave now. Asked under the gate.</summary>
    public abstract bool IsPinned { get; }

    /// <summary>Marks it as gone. Called by the cache, under the gate.</summary>
    public void Remove()
    {
        IsRemoved = true;
        Clear();
    }

    /// <summary>Lets go of its content.</summary>
    protected abstract void Clear();
}

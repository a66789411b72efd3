using DepGraph.Ingestion.Caching;

namespace DepGraph.Ingestion.Graph;

/// <summary>A closure in memory, with what is known about its validity.</summary>
internal sealed class ClosureEntry(ClosureKey key) : CacheEntry<ClosureKey>(key)
{
    private volatile Closure? closure;
    private long validatedEpoch;
    private long nextCheck;

    public Closure? Closure
    {
        get => closure;
        set => closure = value;
    }

    /// <summary>The head cache's epoch in which every head of the closure was last seen to be the current one.</summary>
    public long ValidatedEpoch
    {
        get => Volatile.Read(ref validatedEpoch);
        set => Volatile.Write(ref validatedEpoch, value);
    }

    /// <summary>UTC ticks at which one of its heads goes stale.</summary>
    public long NextCheck
    {
        get => Volatile.Read(ref nextCheck);
        set => Volatile.Write(ref nextCheck, value);
    }

    public override bool IsPinned => false;

    protected override void Clear() => closure = null;
}

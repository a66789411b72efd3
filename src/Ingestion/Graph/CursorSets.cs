using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using DepGraph.Ingestion.Caching;
using DepGraph.Npm.Resolution;
using Microsoft.Extensions.Options;

namespace DepGraph.Ingestion.Graph;

/// <summary>
/// Dependency sets and trees that cursors were given out for, by revision: kept for <see cref="IngestionOptions.CursorLifetime"/>
/// since the last cursor, so that all pages are of one state; less long when memory runs short.
/// </summary>
internal sealed class CursorSets : IDisposable
{
    private static readonly TimeSpan SweepInterval = TimeSpan.FromMinutes(1);

    private readonly LruCache<string, Kept> kept;
    private readonly ConditionalWeakTable<DependencyTree, string> treeRevisions = [];
    private readonly TimeProvider time;
    private readonly TimeSpan lifetime;
    private readonly ITimer sweep;

    public CursorSets(IOptions<IngestionOptions> options, TimeProvider time)
    {
        this.time = time;
        lifetime = options.Value.CursorLifetime;
        kept = new(options.Value.SetCacheBytes, static revision => new Kept(revision));
        sweep = time.CreateTimer(_ => Sweep(), null, SweepInterval, SweepInterval);
    }

    /// <summary>A tree has no revision of its own: one is made up for each object.</summary>
    public string RevisionOf(DependencyTree tree) =>
        treeRevisions.GetValue(tree, static _ => "t" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8)));

    /// <summary>Keeps a set or tree from now on; returns the revision.</summary>
    public string Keep(string revision, object value, long size)
    {
        while (true)
        {
            var entry = kept.GetOrAdd(revision);
            lock (entry.Gate)
            {
                if (entry.IsRemoved)
                {
                    continue;
                }

                entry.Value = value;
                entry.Expires = (time.GetUtcNow() + lifetime).UtcTicks;
                entry.LastUsed = kept.NextStamp();
                kept.Charge(entry, size);
                return revision;
            }
        }
    }

    public T? Find<T>(string revision)
        where T : class =>
        kept.Find(revision) is { Value: T value } entry && time.GetUtcNow().UtcTicks < entry.Expires ? value : null;

    public void Dispose() => sweep.Dispose();

    private void Sweep()
    {
        var now = time.GetUtcNow().UtcTicks;
        foreach (var entry in kept.Entries)
        {
            if (now >= entry.Expires)
            {
                kept.TryRemove(entry);
            }
        }
    }

    private sealed class Kept(string revision) : CacheEntry<string>(revision)
    {
        public object? Value { get; set; }

        /// <summary>UTC ticks.</summary>
        public long Expires { get; set; }

        public override bool IsPinned => false;

        protected override void Clear() => Value = null;
    }
}

using DepGraph.Ingestion.Caching;
using DepGraph.Ingestion.Tests.Fakes;

namespace DepGraph.Ingestion.Tests.Caching;

public sealed class LruCacheTests
{
    private const long MaxBytes = 1_000;

    private readonly LruCache<int, Entry> cache = new(MaxBytes, static key => new Entry(key));

    [Fact]
    public async Task The_least_recently_used_go_until_an_eighth_is_free()
    {
        for (var key = 0; key < 10; key++)
        {
            Put(key);
        }

        cache.Find(0)!.LastUsed = cache.NextStamp();
        Put(10);

        await Service.Eventually(() => cache.Bytes <= MaxBytes);
        cache.Find(0).ShouldNotBeNull();
        cache.Find(1).ShouldBeNull();
        cache.Find(10).ShouldNotBeNull();
    }

    [Fact]
    public async Task What_is_let_go_while_a_trim_passes_over_it_goes_with_the_next_one()
    {
        var trims = 0;
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        cache.AfterTrim += removed =>
        {
            if (++trims == 1)
            {
                removed.ShouldBe(0);
                foreach (var entry in cache.Entries)
                {
                    entry.IsHeld = false;
                }

                cache.TrimBehind();
            }
            else
            {
                ended.SetResult();
            }
        };

        for (var key = 0; key < 11; key++)
        {
            Put(key, isHeld: true);
        }

        await ended.Task;
        cache.Bytes.ShouldBeLessThanOrEqualTo(MaxBytes);
    }

    private void Put(int key, bool isHeld = false)
    {
        var entry = cache.GetOrAdd(key);
        lock (entry.Gate)
        {
            entry.IsHeld = isHeld;
            entry.LastUsed = cache.NextStamp();
            cache.Charge(entry, 100);
        }
    }

    private sealed class Entry(int key) : CacheEntry<int>(key)
    {
        public bool IsHeld { get; set; }

        public override bool IsPinned => IsHeld;

        protected override void Clear() { }
    }
}

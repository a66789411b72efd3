using DepGraph.Ingestion.Caching;
using DepGraph.Npm.Packuments;

namespace DepGraph.Ingestion.Graph;

/// <summary>A package's place in memory.</summary>
internal sealed class HeadEntry(string name) : CacheEntry<string>(name)
{
    private const int OwnBytes = 400;

    private volatile PackageAnswer? content;
    private volatile PackageAnswer? failure;
    private volatile HeadFlight? flight;
    private volatile AnsweredBits? answered;

    public string Name => Key;

    /// <summary>What the registry said last: Found or NotFound. Null: not in memory.</summary>
    public PackageAnswer? Content => content;

    /// <summary>Why the last fetch failed; its <c>StaleAt</c> says until when nobody tries again. Null after a success.</summary>
    public PackageAnswer? Failure => failure;

    /// <summary>The flight that is under way, if any.</summary>
    public HeadFlight? Flight
    {
        get => flight;
        set => flight = value;
    }

    /// <summary>Waits for its commit: it must stay in memory until then, for the store does not have it.</summary>
    public bool IsDirty { get; set; }

    public override bool IsPinned => IsDirty || flight is not null;

    /// <summary>Bytes in memory.</summary>
    public long Size => OwnBytes + (2 * Name.Length) + (content?.Head?.EstimatedBytes ?? 0);

    /// <summary>Replaces the content and clears the failure.</summary>
    public void SetContent(PackageAnswer answer)
    {
        content = answer;
        failure = null;
    }

    /// <summary>Replaces the content by the same with other numbers of the store. The failure stays.</summary>
    public void Renumber(PackageAnswer same) => content = same;

    public void SetFailure(PackageAnswer answer) => failure = answer;

    /// <summary>
    /// Notes that an answer was given from a version. True the first time for this head while it stays in memory; after that it
    /// takes no lock.
    /// </summary>
    public bool TryMarkAnswered(PackageHead head, int index)
    {
        if (answered is { } known && known.Has(head, index))
        {
            return false;
        }

        lock (Gate)
        {
            if (answered is not { } present || !ReferenceEquals(present.Head, head))
            {
                answered = present = new AnsweredBits(head);
            }

            return present.TryAdd(index);
        }
    }

    /// <summary>Closures that were built from it see by the missing content that it is no longer current.</summary>
    protected override void Clear()
    {
        content = null;
        answered = null;
    }

    /// <summary>Which versions of a head are noted. Bits are only ever set, under the gate.</summary>
    private sealed class AnsweredBits(PackageHead head)
    {
        private readonly ulong[] bits = new ulong[(head.Count + 63) / 64];

        public PackageHead Head => head;

        public bool Has(PackageHead asked, int index) =>
            ReferenceEquals(asked, head) && (Volatile.Read(ref bits[index >> 6]) & (1UL << (index & 63))) != 0;

        public bool TryAdd(int index)
        {
            var bit = 1UL << (index & 63);
            if ((bits[index >> 6] & bit) != 0)
            {
                return false;
            }

            Volatile.Write(ref bits[index >> 6], bits[index >> 6] | bit);
            return true;
        }
    }
}

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
    private ulong[]? answered;
    private PackageHead? answeredHead;

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

    public void SetFailure(PackageAnswer answer) => failure = answer;

    /// <summary>Notes that an answer was given from a version. True the first time for this head while it stays in memory.</summary>
    public bool TryMarkAnswered(PackageHead head, int index)
    {
        lock (Gate)
        {
            if (answered is null || !ReferenceEquals(answeredHead, head))
            {
                answered = new ulong[(head.Count + 63) / 64];
                answeredHead = head;
            }

            var bit = 1UL << (index & 63);
            if ((answered[index >> 6] & bit) != 0)
            {
                return false;
            }

            answered[index >> 6] |= bit;
            return true;
        }
    }

    /// <summary>Closures that were built from it see by the missing content that it is no longer current.</summary>
    protected override void Clear()
    {
        content = null;
        answered = null;
        answeredHead = null;
    }
}

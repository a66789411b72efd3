using DepGraph.Ingestion.Caching;

namespace DepGraph.Ingestion.Graph;

/// <summary>A package's full document in memory, or on its way there.</summary>
internal sealed class DetailsEntry(string name) : CacheEntry<string>(name)
{
    private const int OwnBytes = 300;

    private volatile DetailsAnswer? content;
    private volatile DetailsAnswer? failure;
    private volatile Task<DetailsAnswer>? flight;

    /// <summary>What the registry said last; null: not in memory.</summary>
    public DetailsAnswer? Content
    {
        get => content;
        set => content = value;
    }

    /// <summary>Why the last fetch failed; its <c>StaleAt</c> says until when nobody tries again. Null after a success.</summary>
    public DetailsAnswer? Failure
    {
        get => failure;
        set => failure = value;
    }

    /// <summary>The load that is under way, if any. It never fails: failures are answers.</summary>
    public Task<DetailsAnswer>? Flight
    {
        get => flight;
        set => flight = value;
    }

    /// <summary>Completes when the store has said whether it has the document; null: it is not being asked.</summary>
    public TaskCompletionSource? StoreRead { get; set; }

    public override bool IsPinned => flight is not null;

    /// <summary>Bytes in memory.</summary>
    public long Size => OwnBytes + (2 * Key.Length) + (content?.Details?.EstimatedBytes ?? 0);

    protected override void Clear() => content = null;
}

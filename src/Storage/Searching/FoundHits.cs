namespace DepGraph.Storage.Searching;

/// <summary>Gathers what the stages of a search find, each package with the first stage that found it.</summary>
/// <param name="text">What is searched for.</param>
/// <param name="limit">How many are wanted. One more tells that there are more; each stage has to give as many, unless it has fewer.</param>
internal sealed class FoundHits(SearchText text, int limit)
{
    private readonly Dictionary<string, PackageHit> _hits = new(StringComparer.Ordinal);

    /// <summary>Whether no further stage is needed.</summary>
    public bool IsFull => _hits.Count > limit;

    public void Add(string name, SearchTier stage, long dependents) =>
        _hits.TryAdd(name, new PackageHit(name, text.TierOf(name, stage), dependents));

    /// <param name="isFilled">Whether the index has all packages.</param>
    public PackageHits ToHits(bool isFilled) => new([.. _hits.Values.Order().Take(limit)], isFilled && !IsFull);
}

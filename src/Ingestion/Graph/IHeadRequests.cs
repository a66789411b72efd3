namespace DepGraph.Ingestion.Graph;

/// <summary>Where a walk asks for heads.</summary>
internal interface IHeadRequests
{
    /// <summary>
    /// The answer at hand, or null: then <paramref name="observer"/> hears of it, after <paramref name="isInStore"/> says
    /// whether the store is still being asked.
    /// </summary>
    /// <param name="name">The package.</param>
    /// <param name="now">UTC ticks.</param>
    /// <param name="stamp">The caller's stamp, see <see cref="Caching.LruCache{TKey,TEntry}.NextStamp"/>.</param>
    /// <param name="observer">Hears of what comes later.</param>
    /// <param name="isInStore">Whether the store is still being asked.</param>
    PackageAnswer? Request(string name, long now, long stamp, IHeadObserver observer, out bool isInStore);
}

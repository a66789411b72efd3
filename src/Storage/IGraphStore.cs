namespace DepGraph.Storage;

/// <summary>
/// Where the graph lives: one object per process, opened once, safe for concurrent use, closed by disposal (which
/// finishes what was accepted). Every member throws <see cref="StoreException"/> when the store fails,
/// <see cref="InvalidOperationException"/> before <see cref="OpenAsync"/> and
/// <see cref="ObjectDisposedException"/> after disposal.
/// </summary>
public interface IGraphStore
    : IHeadStore,
        IHeadScan,
        IPackageSearch,
        IIngestionStore,
        IJobQueue,
        IDocumentLeases,
        IPositionStore,
        ITarballStore,
        IGraphStatistics,
        IAsyncDisposable
{
    /// <summary>What the store is, for logs, without secrets: <c>SQLite at /srv/data/depgraph.db</c>.</summary>
    string Description { get; }

    /// <summary>
    /// Creates or migrates the store and starts its background work. Refuses, with a <see cref="StoreException"/> that
    /// says why, a store that it cannot use or that a newer build has written.
    /// </summary>
    Task OpenAsync(CancellationToken cancellationToken = default);

    /// <summary>Whether the store is open and answers now. Never throws for a store that does not.</summary>
    Task<bool> PingAsync(CancellationToken cancellationToken = default);
}

using DepGraph.Bolt.Internal.Connections;

namespace DepGraph.Bolt.Internal.Routing;

/// <summary>
/// Fetches tables, one at a time for each database and user: who wants the same one meanwhile waits for it. A fetch belongs to no
/// caller: one that gives up waiting does not end it for the others.
/// </summary>
internal sealed class TableRefresh(Discovery discovery, RoutingTables tables, ServerPools pools, TimeProvider time)
    : IAsyncDisposable
{
    private readonly Lock gate = new();
    private readonly Dictionary<(string?, string?, object?), Task<RoutingTable>> underWay = [];
    private readonly CancellationTokenSource stop = new();

    /// <summary>Gives a table that was fetched after the call, or while it waited; or one that is fresh already.</summary>
    /// <param name="request">For what and whom; its database null asks for the home database.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public Task<RoutingTable> GetAsync(AcquireRequest request, CancellationToken cancellationToken)
    {
        var key = (request.Database, request.ImpersonatedUser, (object?)request.Auth);
        Task<RoutingTable>? fetch;
        lock (gate)
        {
            ObjectDisposedException.ThrowIf(stop.IsCancellationRequested, typeof(IDriver));
            if (
                request.Database is { } database
                && tables.Find(database) is { } known
                && known.IsFresh(request.Mode, time)
            )
            {
                return Task.FromResult(known);
            }

            if (!underWay.TryGetValue(key, out fetch))
            {
                fetch = Task.Run(() => FetchAsync(request, key), CancellationToken.None);
                underWay.Add(key, fetch);
            }
        }

        return fetch.WaitAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        Task[] fetches;
        lock (gate)
        {
            stop.Cancel();
            fetches = [.. underWay.Values];
        }

        await Task.WhenAll(fetches).ContinueWith(static _ => { }, TaskScheduler.Default);
        stop.Dispose();
    }

    private async Task<RoutingTable> FetchAsync(AcquireRequest request, (string?, string?, object?) key)
    {
        try
        {
            var table = await discovery.FetchAsync(request, tables.Routers(request.Database), stop.Token);
            await pools.RetainAsync(tables.Store(table));
            return table;
        }
        finally
        {
            lock (gate)
            {
                underWay.Remove(key);
            }
        }
    }
}

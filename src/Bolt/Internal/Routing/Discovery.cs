using DepGraph.Bolt.Internal.Connections;
using DepGraph.Bolt.Internal.Protocol;
using Microsoft.Extensions.Logging;

namespace DepGraph.Bolt.Internal.Routing;

/// <summary>Asks one router after the other for a routing table.</summary>
/// <param name="pools">The connections.</param>
/// <param name="seed">The URI's address.</param>
/// <param name="context">What routers are told.</param>
/// <param name="auth">The driver's credentials.</param>
/// <param name="config">The driver's.</param>
internal sealed class Discovery(
    ServerPools pools,
    ServerAddress seed,
    IReadOnlyDictionary<string, string> context,
    AuthToken auth,
    Config config
)
{
    private const string DatabaseNotFound = "Neo.ClientError.Database.DatabaseNotFound";

    private readonly ILogger logger = config.Logger.CreateLogger<Discovery>();

    /// <param name="request">For whom, and behind which bookmarks.</param>
    /// <param name="routers">Whom to ask first: those of the last table.</param>
    /// <param name="cancellationToken">Ends the asking.</param>
    /// <exception cref="FatalDiscoveryException">There is no such database.</exception>
    /// <exception cref="ServiceUnavailableException">No router gave a table that is of use.</exception>
    public async Task<RoutingTable> FetchAsync(
        AcquireRequest request,
        IReadOnlyList<ServerAddress> routers,
        CancellationToken cancellationToken
    )
    {
        var failures = new List<Neo4jException>();
        foreach (var router in routers.Concat(config.Resolver?.Resolve(seed) ?? [seed]).Distinct())
        {
            try
            {
                var table = await AskAsync(router, request, cancellationToken);
                if (!table.Routers.IsEmpty && !table.Readers.IsEmpty)
                {
                    logger.LogDebug("Routing table from {Router}: {Table}", router, table);
                    return table;
                }

                failures.Add(new ServiceUnavailableException($"{router} gave a table without routers or readers."));
            }
            catch (Neo4jException e) when (IsFatal(e))
            {
                throw Explain(e);
            }
            catch (Neo4jException e)
            {
                failures.Add(e);
            }
        }

        // Where no other try can help either, the last reason is as good as any.
        throw failures is [.., var last] && failures.TrueForAll(failure => !failure.IsRetriable)
            ? last
            : Unavailable(request, failures);
    }

    private async Task<RoutingTable> AskAsync(
        ServerAddress router,
        AcquireRequest request,
        CancellationToken cancellationToken
    )
    {
        var pool = pools.For(router);
        var connection = await pool.AcquireAsync(cancellationToken);
        using var limit = new CancellationTokenSource(config.ConnectionTimeout, config.TimeProvider);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            connection.Use = default;
            connection.LogOnAs(request.Auth ?? auth);
            var handler = new RouteHandler(request.Database, config.TimeProvider.GetTimestamp());
            var asked = connection.WriteRoute(
                context,
                request.Bookmarks,
                request.Database,
                request.ImpersonatedUser,
                handler
            );
            await connection.FlushAsync(linked.Token);
            await connection.ReceiveAsync(asked, linked.Token);
            return handler.Table;
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new ServiceUnavailableException(
                $"{router} gave no routing table within {config.ConnectionTimeout.TotalSeconds:0.###} s (Config.ConnectionTimeout).",
                e
            );
        }
        finally
        {
            await pool.ReleaseAsync(connection);
        }
    }

    /// <summary>Whether every other router would say the same.</summary>
    private static bool IsFatal(Neo4jException e) =>
        e
            is (SecurityException and not AuthorizationException)
                or {
                    Code: DatabaseNotFound
                        or "Neo.ClientError.Transaction.InvalidBookmark"
                        or "Neo.ClientError.Transaction.InvalidBookmarkMixture"
                        or "Neo.ClientError.Statement.TypeError"
                        or "Neo.ClientError.Statement.ArgumentError"
                        or "Neo.ClientError.Request.Invalid"
                };

    private static Neo4jException Explain(Neo4jException e) =>
        e.Code == DatabaseNotFound
            ? new FatalDiscoveryException(e.Code, e.Message, e)
            {
                GqlStatus = e.GqlStatus,
                GqlStatusDescription = e.GqlStatusDescription,
            }
            : e;

    private static ServiceUnavailableException Unavailable(in AcquireRequest request, List<Neo4jException> failures)
    {
        var database = request.Database is null ? "the home database" : $"database {request.Database}";
        return new ServiceUnavailableException(
            $"No server says who serves {database}: {string.Join(" ", failures.Select(failure => failure.Message))}",
            failures.Count == 1 ? failures[0] : new AggregateException(failures)
        );
    }
}

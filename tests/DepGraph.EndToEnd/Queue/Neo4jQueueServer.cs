using DepGraph.Bolt;
using DepGraph.Testing;

namespace DepGraph.EndToEnd.Queue;

/// <summary>The one server of the tests over Neo4j, started when the first of them asks for a place. They run one after another.</summary>
[CollectionDefinition(Collection)]
public sealed class Neo4jQueueServer : ICollectionFixture<Neo4jQueueServer>, IAsyncDisposable
{
    public const string Collection = "Queue over Neo4j";

    /// <summary>A slow machine must not look like a server that is busy.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    /// <summary>Relationships first: one node may have more of them than a transaction of a small server holds.</summary>
    private static readonly string[] Wipe =
    [
        "MATCH ()-[r]->() CALL (r) { DELETE r } IN TRANSACTIONS OF 10000 ROWS",
        "MATCH (n) CALL (n) { DELETE n } IN TRANSACTIONS OF 10000 ROWS",
    ];

    private readonly Lazy<Task<Neo4jServer>> server = new(() => Neo4jServer.StartOwnAsync(heap: "768m"));

    /// <summary>The server itself, for a test that kills it and starts it again.</summary>
    public Task<Neo4jServer> ServerAsync() => server.Value;

    /// <summary>An empty database, for programs that wait for it as long as it takes.</summary>
    public Task<IQueuePlace> CreateAsync() => CreateAsync(Patience);

    /// <param name="busyTimeout">How long programs wait for what passes by itself.</param>
    public async Task<IQueuePlace> CreateAsync(TimeSpan busyTimeout)
    {
        var running = await server.Value;
        await using var driver = GraphDatabase.Driver(running.Uri, AuthTokens.Basic(running.User, running.Password));
        await using var session = driver.AsyncSession();
        foreach (var cypher in Wipe)
        {
            await (await session.RunAsync(cypher)).ConsumeAsync();
        }

        return new Neo4jQueuePlace(running, busyTimeout);
    }

    public async ValueTask DisposeAsync()
    {
        if (server is { IsValueCreated: true, Value.IsCompletedSuccessfully: true })
        {
            await (await server.Value).DisposeAsync();
        }
    }
}

using DepGraph.Bolt;
using DepGraph.Testing;

namespace DepGraph.EndToEnd.Queue;

/// <summary>The one server of the tests over Neo4j, started when the first of them asks for a place. They run one after another.</summary>
[CollectionDefinition(Collection)]
public sealed class Neo4jQueueServer : ICollectionFixture<Neo4jQueueServer>, IAsyncDisposable
{
    public const string Collection = "Queue over Neo4j";

    private const string Wipe = "MATCH (n) CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 5000 ROWS";

    private readonly Lazy<Task<Neo4jServer>> server = new(() => Neo4jServer.StartOwnAsync(heap: "768m"));

    /// <summary>An empty database.</summary>
    public async Task<IQueuePlace> CreateAsync()
    {
        var running = await server.Value;
        await using var driver = GraphDatabase.Driver(running.Uri, AuthTokens.Basic(running.User, running.Password));
        await using var session = driver.AsyncSession();
        await (await session.RunAsync(Wipe)).ConsumeAsync();
        return new Place(running);
    }

    public async ValueTask DisposeAsync()
    {
        if (server is { IsValueCreated: true, Value.IsCompletedSuccessfully: true })
        {
            await (await server.Value).DisposeAsync();
        }
    }

    private sealed class Place(Neo4jServer server) : IQueuePlace
    {
        public IReadOnlyDictionary<string, string?> Store =>
            new Dictionary<string, string?>
            {
                ["Store__Uri"] = server.Uri.ToString(),
                ["Store__Username"] = server.User,
                ["Store__Password"] = server.Password,
                // A slow machine must not look like a server that is busy.
                ["Store__BusyTimeout"] = "00:01:00",
                ["Store__TransactionTimeout"] = "00:10:00",
            };

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}

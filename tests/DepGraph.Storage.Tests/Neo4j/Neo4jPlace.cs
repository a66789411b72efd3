using DepGraph.Bolt;
using DepGraph.Storage.Neo4j;
using DepGraph.Storage.Projecting;
using DepGraph.Storage.Tests.Contract;
using DepGraph.Storage.Tests.Sqlite;
using DepGraph.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace DepGraph.Storage.Tests.Neo4j;

/// <summary>The server's database, emptied before each test.</summary>
internal sealed class Neo4jPlace(Neo4jFixture fixture) : IStorePlace
{
    private const string WipeCypher = "MATCH (n) CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 5000 ROWS";

    private Neo4jServer? _server;
    private IDriver? _driver;

    public Neo4jServer Server => _server ?? throw new InvalidOperationException("The place is not prepared.");

    /// <summary>With the longest patience there is: a slow machine must not look like a server that is busy.</summary>
    public StoreOptions Options =>
        new()
        {
            Uri = Server.Uri.ToString(),
            Username = Server.User,
            Password = Server.Password,
            BusyTimeout = TimeSpan.FromMinutes(1),
            TransactionTimeout = TimeSpan.FromMinutes(10),
        };

    /// <summary>As another program connects.</summary>
    private IDriver Driver =>
        _driver ??= GraphDatabase.Driver(Server.Uri, AuthTokens.Basic(Server.User, Server.Password));

    public async ValueTask PrepareAsync(CancellationToken cancellationToken)
    {
        _server = await fixture.ServerAsync();
        await using var session = Driver.AsyncSession();
        await (await session.RunAsync(WipeCypher, cancellationToken: cancellationToken)).ConsumeAsync(cancellationToken);
    }

    public IGraphStore Create() => Create(SqlitePlace.Hurried);

    public IGraphStore Create(ProjectionPace pace, StoreOptions? options = null) =>
        new Neo4jGraphStore(options ?? Options, TimeProvider.System, NullLoggerFactory.Instance, pace);

    /// <summary>Runs Cypher as another program; gives the rows, their columns joined by a blank.</summary>
    public async Task<IReadOnlyList<string>> QueryAsync(string cypher, object? parameters = null)
    {
        var result = await Driver
            .ExecutableQuery(cypher)
            .WithParameters(parameters)
            .ExecuteAsync(TestContext.Current.CancellationToken);
        return [.. result.Result.Select(record => string.Join(' ', record.Keys.Select(key => $"{record[key]}")))];
    }

    public async ValueTask DisposeAsync()
    {
        if (_driver is not null)
            await _driver.DisposeAsync();
    }
}

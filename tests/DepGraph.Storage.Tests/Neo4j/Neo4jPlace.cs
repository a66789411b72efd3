using System.Globalization;
using DepGraph.Bolt;
using DepGraph.Storage.Neo4j;
using DepGraph.Storage.Projecting;
using DepGraph.Storage.Tests.Contract;
using DepGraph.Storage.Tests.Sqlite;
using DepGraph.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace DepGraph.Storage.Tests.Neo4j;

/// <summary>A server's database, emptied before each test.</summary>
internal sealed class Neo4jPlace(Func<Task<Neo4jServer>> serverOf) : IStorePlace
{
    /// <summary>Relationships first: one node may have more of them than a transaction of a small server holds.</summary>
    private static readonly string[] WipeCypher =
    [
        "MATCH ()-[r]->() CALL (r) { DELETE r } IN TRANSACTIONS OF 10000 ROWS",
        "MATCH (n) CALL (n) { DELETE n } IN TRANSACTIONS OF 10000 ROWS",
    ];

    private Neo4jServer? _server;
    private IDriver? _driver;

    /// <param name="fixture">Has the server that all tests share.</param>
    public Neo4jPlace(Neo4jFixture fixture)
        : this(fixture.ServerAsync) { }

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
        _server = await serverOf();
        await using var session = Driver.AsyncSession();
        foreach (var cypher in WipeCypher)
            await (await session.RunAsync(cypher, cancellationToken: cancellationToken)).ConsumeAsync(
                cancellationToken
            );
    }

    public IGraphStore Create(ProjectionSpeed speed = ProjectionSpeed.Hurried) =>
        Create(SqlitePlace.PaceOf(speed), SqlitePlace.WithSpeed(Options, speed));

    public IGraphStore Create(ProjectionPace pace, StoreOptions? options = null) =>
        new Neo4jGraphStore(options ?? Options, TimeProvider.System, NullLoggerFactory.Instance, pace);

    public Task<IReadOnlyList<string>> ReadEdgesAsync() =>
        QueryAsync(
            """
            MATCH (p:Package)-[:HAS_VERSION]->(v:Version)-[d:DEPENDS_ON]->(t)
            RETURN p.name + '@' + v.version, d.kind, coalesce(d.alias, t.name), d.range, coalesce(t.name, '-')
            """
        );

    public Task<IReadOnlyList<string>> ReadLatestEdgesAsync() =>
        QueryAsync(
            """
            MATCH (p:Package)-[d:LATEST_DEPENDS_ON]->(t:Package)
            RETURN p.name, d.kind, coalesce(d.alias, t.name), d.range, t.name
            """
        );

    public async Task<long> CountVersionsAsync() =>
        long.Parse((await QueryAsync("MATCH (v:Version) RETURN count(v)"))[0], CultureInfo.InvariantCulture);

    public Task DamageHeadAsync(string name) =>
        QueryAsync("MATCH (h:Head {name: $name}) SET h.data = $data", new { name, data = new byte[] { 0, 1, 2, 3 } });

    public async Task ForgetSearchAsync()
    {
        await QueryAsync("DROP INDEX depgraph_package_search");
        await QueryAsync("MATCH (p:Package) REMOVE p.searchTerms, p.searchRank");
        await QueryAsync("MATCH (g:Graph) SET g.schema = 2 REMOVE g.searchFill");
    }

    /// <summary>Runs Cypher as another program; gives the rows, their columns joined by a blank.</summary>
    public async Task<IReadOnlyList<string>> QueryAsync(string cypher, object? parameters = null)
    {
        var result = await Driver
            .ExecutableQuery(cypher)
            .WithParameters(parameters)
            .ExecuteAsync(TestContext.Current.CancellationToken);
        return [.. result.Result.Select(record => string.Join(' ', record.Keys.Select(key => $"{record[key]}")))];
    }

    /// <summary>The operators of a query's plan, each with its details, one a line.</summary>
    public async Task<IReadOnlyList<string>> PlanAsync(string cypher, object? parameters = null)
    {
        var result = await Driver
            .ExecutableQuery($"EXPLAIN {cypher}")
            .WithParameters(parameters)
            .ExecuteAsync(TestContext.Current.CancellationToken);
        return [.. Operators(result.Summary.Plan.ShouldNotBeNull())];
    }

    private static IEnumerable<string> Operators(IReadOnlyDictionary<string, object?> plan)
    {
        var arguments = (IReadOnlyDictionary<string, object?>)plan["args"]!;
        yield return $"{plan["operatorType"]} {arguments.GetValueOrDefault("Details")}";
        foreach (var child in (IEnumerable<object?>?)plan.GetValueOrDefault("children") ?? [])
        {
            foreach (var line in Operators((IReadOnlyDictionary<string, object?>)child!))
                yield return line;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_driver is not null)
            await _driver.DisposeAsync();
    }
}

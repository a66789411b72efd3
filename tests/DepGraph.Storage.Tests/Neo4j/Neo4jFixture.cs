using DepGraph.Storage.Tests.Neo4j;
using DepGraph.Testing;

[assembly: AssemblyFixture(typeof(Neo4jFixture))]

namespace DepGraph.Storage.Tests.Neo4j;

/// <summary>The one server of this assembly's tests, started when the first of them asks for it.</summary>
public sealed class Neo4jFixture : IAsyncDisposable
{
    /// <summary>The collection of all tests that use the server: it has one database, so they run one after another.</summary>
    public const string Collection = "Neo4j";

    private readonly Lazy<Task<Neo4jServer>> _server = new(() => Neo4jServer.StartAsync());

    public Task<Neo4jServer> ServerAsync() => _server.Value;

    public async ValueTask DisposeAsync()
    {
        if (_server is { IsValueCreated: true, Value.IsCompletedSuccessfully: true })
            await (await _server.Value).DisposeAsync();
    }
}
